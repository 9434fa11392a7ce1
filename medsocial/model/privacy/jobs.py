"""Jobs and roles that narrow the circle."""

import re

_TWO = (
    "air_force_pilot air_hostess airline_pilot ambulance_driver army_officer asylum_seeker auto_driver ballet_dancer "
    "bank_manager bank_teller beauty_pageant beauty_queen bee_keeper bell_founder best_man bin_lorry_driver bin_man "
    "boda_rider boxing_champion bronze_medallist bull_rider bus_conductor bus_driver bush_pilot cab_driver cabin_crew "
    "camel_herder caravan_dweller cattle_herder cave_diver celebrity_chef chemistry_teacher chess_champion "
    "chief_constable child_actor church_organist church_warden circus_performer class_president coal_miner "
    "cocoa_farmer coffee_farmer college_principal council_worker crane_driver crane_operator cricket_captain "
    "crown_prince dance_teacher darts_player delivery_driver deputy_head diving_instructor dog_breeder dog_walker "
    "drag_queen drag_racer driving_instructor estate_agent ferry_captain figure_skater film_director film_star "
    "fire_chief fire_eater first_lady fish_monger fitness_instructor flight_attendant football_international "
    "forklift_driver game_show_host goat_herder gold_medallist gold_miner head_teacher helicopter_pilot "
    "high_court_judge hockey_player honey_hunter horse_trainer ice-cream_man ice_cream_man ice_skater "
    "jiu-jitsu_champion kindergarten_teacher law_professor lifeboat_volunteer lighthouse_keeper lion_tamer "
    "local_councillor local_mp lollipop_lady lollipop_man lorry_driver marathon_runner market_trader matatu_conductor "
    "matatu_driver maths_professor maths_teacher morning_show_host mountain_guide mountain_rescuer music_teacher "
    "navy_officer news_anchor night_club_singer nursery_teacher oil_rig_worker oil_worker olympic_champion "
    "opera_singer opera_star oyster_farmer panchayat_member parish_clerk park_keeper park_ranger pe_teacher "
    "pearl_diver personal_trainer poker_player police_officer pop_star primary_school_teacher primary_teacher "
    "prime_minister prime_minister's_wife prison_officer pub_landlord quran_teacher racing_driver radio_host "
    "radio_presenter rally_driver reality_star reindeer_herder rice_farmer rickshaw_puller rig_worker rock_star "
    "rodeo_rider rugby_international rugby_player school_principal school_teacher science_teacher scuba_instructor "
    "sea_captain secondary_school_teacher sheep_shearer shift_manager ship's_captain silver_medallist ski_instructor "
    "ski_jumper snake_catcher snake_charmer snooker_player soap_actor soap_star speed_skater sports_coach "
    "sports_teacher stall_holder street_performer sunday_school_teacher supreme_court_judge surf_instructor "
    "swimming_teacher sword_swallower tattoo_artist taxi_driver tea_picker team_captain temple_priest tennis_player "
    "theatre_director toddy_tapper town_crier town_mayor tractor_driver train_driver tram_driver trapeze_artist "
    "trawler_skipper truck_driver tube_driver tug_captain tuk-tuk_driver tv_presenter vice_principal village_chief "
    "village_elder war_correspondent weather_presenter wedding_singer well_digger world_champion yoga_teacher "
    "zoo_keeper"
)
_ONE = (
    "actor actress ambassador anaesthetist archaeologist architect astronaut astronomer athlete auctioneer author "
    "ballerina barber barista baron baroness barrister basketballer beekeeper bell-ringer bellringer biathlete bishop "
    "blacksmith blogger bodybuilder bookmaker boxer brewer bricklayer bride bridesmaid busker butcher cabbie "
    "cardiologist carpenter cellist centre-half choirmaster choreographer clergyman clown collector comedian "
    "comedienne consul coroner cosmonaut costermonger councillor councilman councilwoman countess cricketer "
    "crofter curate cyclist diplomat dj drag-queen drag-racer drummer duchess duke electrician embalmer "
    "entomologist farmer farrier fencer ferryman fiddler firefighter fireman fisherman fishmonger flautist florist "
    "fly-half footballer footman gamekeeper gardener geologist glassblower goalkeeper goldsmith golfer granthi "
    "gravedigger greengrocer groom guitarist bassist violist gymnast hairdresser harpist headmaster headmistress "
    "headteacher "
    "hijra historian housekeeper hypnotist illusionist imam influencer ironmonger jeweller jockey joiner journalist "
    "juggler kayaker lacemaker landlady lecturer librarian lifeguard lottery-winner luthier maestro magician "
    "magistrate marathoner matador mathematician mayor mayoress mechanic medallist midfielder midshipman milkman "
    "miner minesweeper missionary mla monk mortician mountaineer msp mullah musician netballer newsreader nobleman "
    "novelist nun olympian ophthalmologist organist para-athlete paralympian paratrooper pastor "
    "pathologist pensioner percussionist philosopher photographer pianist playwright plumber podcaster "
    "poet policeman policewoman politician postie postman postmaster postmistress postwoman preacher priest "
    "princess prisoner principal pro-golfer publican puppeteer quarterback rabbi racing radiologist ranger "
    "rapper rector referee refugee ringmaster roofer rower saddler sailor sarpanch saxophonist scaffolder "
    "schoolteacher sculptor seamstress senator sergeant shaman shearer shepherd sheriff shoemaker shopkeeper sikh "
    "skateboarder skipper snowboarder soldier solicitor sommelier soprano sprinter steeplejack stevedore stonemason "
    "stripper stuntman stuntwoman sultan surfer surrogate surveyor swimmer swordsmith tahsildar tailor "
    "tanner tattooist taxidermist teacher tenor thatcher tightrope-walker toastmaster translator trapper "
    "traveller trawlerman trombonist trumpeter typist ufologist umpire undertaker upholsterer ventriloquist vet "
    "veteran vicar violinist viscount vlogger warden watchmaker weatherman weaver weightlifter welder whaler "
    "whistleblower woodcarver wrestler yodeller yogi youtuber zookeeper zoologist"
)
# These are ordinary words too: they count only after an article or the like.
_AFTER = (
    "accountant baker bartender builder butler captain carer chef chief chippy cleaner clerk coach conductor cook "
    "dancer deacon dean defender dentist director diver driver engineer general governor guard guru head judge king "
    "landlord lawyer midwife minister model painter pe-teacher pensioner "
    "mp pilot potter presenter prince principal professor programmer researcher runner scientist singer "
    "soldier striker survivor swimmer waiter waitress "
)
_LONGEST_FIRST = {"key": len, "reverse": True}


def _any(words: str) -> str:
    """Return an alternation of the words, by their first letters, so that most words of a post fail at the first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words.split(), **_LONGEST_FIRST):
        groups.setdefault(word[0], []).append(re.escape(word[1:].replace("_", " ")))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))


ROLE = _any(f"{_TWO} {_ONE}")
_BEFORE = (
    "a|an|the|our|my|this|that|same|local|retired|former|ex|famous|well-known|village|town|school|young|old|is "
    "a|was a|works as an?|who is an?"
)
JOB = re.compile(
    rf"\b(?:(?:retired|former|local|famous|well-known|village|club|school|off-duty) )?(?:{ROLE})\b"
    rf"|\b(?:{_BEFORE}) (?P<job>(?:(?:retired|former|local|famous) )?(?:{_any(_AFTER)}))\b"
    r"|\b(?:retired|former|ex)[ -](?!smoker|drinker|patient|user|premature|it\b|and\b|or\b|to\b|in\b|from\b|at\b"
    r"|last\b|this\b|early\b)[a-z]{3,14}\b"
    r"|\b(?:a|an|the|our|my|local|retired|this|that|famous|serving) (?!medical|nursing|nurse|pharmacy|dental|health"
    r"|care|key|social|team|clinical|medical"
    r"|night|ward|best|great"
    r"|good|first|new|other|only|same)(?P<made>(?:[a-z-]{3,14} ){1,2}?(?:player|teacher|driver|keeper|maker|owner"
    r"|farmer|worker|dealer|dancer|artist"
    r"|winner|seller|trader|trainee|champion|climber|hunter|collector|operator|instructor|coach|captain|champ|judge"
    r"|minister|chief|officer"
    r"|inspector|singer|student|survivor|activist|preacher|healer|musician|fighter|vendor|researcher|scientist"
    r"|engineer|mechanic"
    r"|player|breeder|shearer))\b"
    r"|\bstudies [a-z]{4,15}(?: here)?"
    r"|\bworks? (?:as|at|for|in|on|outside) (?:a|an|the|our) [a-z]{3,14}(?: [a-z]{3,14})?"
    r"|\bruns (?:a|the) [a-z]{3,14}(?: shop| pub| farm| cafe)?"
    r"|\b(?:drives|sells|teaches) [a-z ]{2,12}?(?:ferry|bus|tram|train|taxi|lorry|school|mandazi|fish|flowers|ice cream)\b"
    r"|\bat the (?:school|office|mill|factory|pub|shop|chippy|garage|market|mine|dairy)\b(?= where|[.,]|$)",
    re.IGNORECASE,
)
