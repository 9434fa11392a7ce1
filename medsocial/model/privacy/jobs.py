"""Jobs and roles that narrow the circle."""

import re

_TWO = (
    "asylum_seeker ballet_dancer bank_manager bank_teller beauty_queen best_man bus_driver cab_driver caravan_dweller "
    "celebrity_chef chemistry_teacher chess_champion chief_constable circus_performer crane_operator dance_teacher "
    "darts_player deputy_head drag_queen estate_agent ferry_captain film_star head_teacher hockey_player "
    "lighthouse_keeper lollipop_lady lollipop_man marathon_runner maths_teacher music_teacher rig_worker "
    "oil_rig_worker opera_singer opera_star panchayat_member parish_clerk park_ranger pe_teacher poker_player "
    "police_officer pop_star primary_teacher prime_minister prison_officer pub_landlord racing_driver radio_host "
    "reality_star rock_star rugby_player school_teacher science_teacher snake_charmer snooker_player sports_coach "
    "sports_teacher surf_instructor swimming_teacher taxi_driver tennis_player toddy_tapper tractor_driver "
    "train_driver trapeze_artist truck_driver tv_presenter weather_presenter yoga_teacher"
)
_ONE = (
    "actor actress ambassador anaesthetist archaeologist architect astronaut athlete auctioneer author ballerina "
    "barber barista barrister basketballer beekeeper bell-ringer bellringer bishop blacksmith blogger boxer brewer "
    "bricklayer bride bridesmaid butcher cardiologist carpenter choirmaster clergyman clown collector comedian consul "
    "coroner cosmonaut councillor councilman councilwoman cricketer curate cyclist diplomat drummer duchess duke "
    "electrician embalmer farmer farrier ferryman firefighter fireman fisherman florist footballer gamekeeper "
    "gardener goalkeeper golfer granthi groom guitarist gymnast hairdresser headmaster headmistress headteacher imam "
    "influencer jeweller jockey joiner journalist landlady lecturer librarian lifeguard magician magistrate mayor "
    "mayoress mechanic milkman miner missionary mla monk mortician mountaineer msp musician netballer newsreader nun "
    "olympian ophthalmologist organist para-athlete pastor pathologist pianist plumber poet policeman policewoman "
    "politician postman postmaster postmistress postwoman preacher priest princess principal publican rabbi racing "
    "radiologist ranger rector referee refugee sailor sarpanch scaffolder schoolteacher sculptor seamstress senator "
    "sergeant shepherd sheriff shopkeeper sikh skipper soldier solicitor soprano stuntman surrogate swimmer tahsildar "
    "tailor tattooist teacher tenor traveller undertaker vet vicar violinist warden weatherman weightlifter wrestler "
    "youtuber zookeeper"
)
# These are ordinary words too: they count only after an article or the like.
_AFTER = (
    "baker builder butler captain carer chef chippy coach conductor dancer deacon dean dentist director diver driver "
    "general governor head judge landlord lawyer midwife minister model painter pe-teacher pensioner pilot potter "
    "professor singer"
)
_LONGEST_FIRST = {"key": len, "reverse": True}


def _any(words: str) -> str:
    return "|".join(re.escape(word.replace("_", " ")) for word in sorted(words.split(), **_LONGEST_FIRST))


ROLE = _any(f"{_TWO} {_ONE}")
_BEFORE = (
    "a|an|the|our|my|this|that|local|retired|former|ex|famous|well-known|village|town|school|young|old|is "
    "a|was a|works as an?|who is an?"
)
JOB = re.compile(
    rf"\b(?:(?:retired|former|local|famous|well-known|village|club|school|off-duty) )?(?:{ROLE})\b"
    rf"|\b(?:{_BEFORE}) (?P<job>(?:(?:retired|former|local|famous) )?(?:{_any(_AFTER)}))\b"
    r"|\bstudies [a-z]{4,15}(?: here)?"
    r"|\bworks? (?:as|at|for|in|on|outside) (?:a|an|the|our) [a-z]{3,14}(?: [a-z]{3,14})?"
    r"|\bruns (?:a|the) [a-z]{3,14}(?: shop| pub| farm| cafe)?"
    r"|\b(?:drives|sells|teaches) [a-z ]{2,12}?(?:ferry|bus|tram|train|taxi|lorry|school|mandazi|fish|flowers|ice cream)\b"
    r"|\bat the (?:school|office|mill|factory|pub|shop|chippy|garage|market|mine|dairy)\b(?= where|[.,]|$)",
    re.IGNORECASE,
)
