"""The small words that tell a name or a place from an ordinary word."""

import re

from .normal import word_set
from .words import Lists

SURE_TITLES = word_set("mr mrs ms miss mx smt shri sri kumari sh km")
STAFF_TITLES = word_set("dr doctor prof professor nurse matron consultant physio")
TITLES = (
    SURE_TITLES
    | STAFF_TITLES
    | word_set(
        "sister brother sir dame lady lord rev reverend fr father imam rabbi pandit swami master mstr auntie "
        "aunty uncle granny grandma grandpa nan nana baby old wee little young inmate pc sgt "
        "officer constable captain colonel major sergeant lt judge councillor cllr senator minister president "
        "mayor rear admiral sheikh hajji haji ustad amma baba babcia abuela tia tio frau herr madame mme "
        "monsieur senora senor don dona pastor deacon coach sensei mama papa student witness"
    )
)
NOT_AFTER_DOCTOR = word_set(
    "google who strange dre house doolittle watson jekyll no yes appointment visit appointments please and or but in on at for is"
)
CALLED = word_set(
    "named called name aka nickname nicknamed surnamed surname alias rip hey hi hello dear thanks thank "
    "miss congrats congratulations"
)
CALLED_PAIRS = frozenset(
    {
        "name is",
        "name was",
        "names is",
        "known as",
        "thank you",
        "thanks to",
        "shoutout to",
        "shout-out to",
        "goodbye to",
        "goodbye dear",
        "farewell to",
        "called me",
        "i am",
        "i'm",
        "birthday to",
        "birthday dear",
        "rest in",
        "peace dear",
        "love to",
        "tribute to",
        "family of",
        "memory of",
        "prayers for",
        "pray for",
        "poor old",
        "our friend",
        "her name",
        "his name",
        "well done",
        "says he's",
    }
)
NAME_IS = frozenset({"name is", "name was"})
PATIENT = word_set(
    "patient pt pts poor lovely dear fav favourite favorite little old wee baby darling sweet brave girl "
    "boy lady man guy kid child gentleman bloke lad lass woman pal mate friend neighbour neighbor "
    "colleague tenant inmate client resident hero heroine warrior"
)
KIN = word_set(
    "husband wife son daughter mother father mum mom dad brother sister aunt auntie uncle cousin nephew "
    "niece grandmother grandfather gran granny nan nana grandad grandpa grandma partner "
    "boyfriend girlfriend fiance fiancee ex twin stepmother stepfather stepson stepdaughter mother-in-law "
    "father-in-law brother-in-law sister-in-law widow widower baby kids kid child children "
    "bestie mate friend neighbour neighbor carer dog cat boss mum's dad's family's"
)
PERSON_VERBS = word_set(
    "was is has had came went died passed said says told tells asked asks wants wanted cried laughed "
    "smiled thinks thought knows knew loves loved hates hated likes liked brought got gets "
    "finished started starts left fell broke lost found turned gave gives needs needed felt feels looks "
    "looked walked lives lived works worked called calls rang bakes sings sang danced "
    "who and's 's weighed arrived returned refused made makes took takes taught threw survived kept keeps "
    "can't won't didn't doesn't still finally just"
)
# What people do and medicines, brands and bodies do not.
ONLY_PEOPLE = word_set(
    "came went passed died said says told tells asked asks wants wanted cried laughed smiled thinks thought knows "
    "knew left fell broke "
    "walked walks lives lived called calls rang bakes sings sang danced arrived returned refused survived threw "
    "brought laughs smiles "
    "cries refuses walked sat stood slept woke hugged thanked waved believes insists drove drives married swears from who "
    "aunty auntie uncle sir madam ji bhai didi anna akka san mama baba hanim bey khala chacha amma bibi begum kaka "
    "dada nani ammi"
)
MEETING = word_set(
    "saw met meet meeting visited hugged delivered discharged admitted consoled intubated remember remembering "
    "extubated resuscitated thanked "
    "thanking dear bless asked told examined reassured"
)
PARTICLES = word_set(
    "de da do dos das del della di van von der den ten ter la le al el bin binti bint ibn abu ap y e st "
    "saint mac mc o d' af av zu zur san santa"
)
PLACE_BEFORE = word_set("in at from near outside around via towards off visiting leaving reached")
MOVING = word_set(
    "home back went moved move travel travelled transferred transfer flown sent off trip flight bus train "
    "ferry drive drove driving came discharge discharged return returned returning airlifted way close"
)
PLACE_NOUNS = word_set(
    "village town city county district taluka tehsil taluk mandal parish borough island islands "
    "municipality hamlet suburb shire region valley estate township councils prefecture colony nagar"
)
ROADS = word_set(
    "street st road rd avenue ave lane ln drive close crescent cres boulevard blvd terrace tce marg salai "
    "chowk parade pde highway hwy square row walk mews grove gardens court place way hill quay wharf "
    "roundabout motorway"
)
FACILITIES = ROADS | word_set(
    "hospital infirmary clinic surgery hospice school college university academy church cathedral chapel "
    "mosque temple synagogue gurdwara farm pub inn arms hotel rooms village island islands county district "
    "taluka tehsil mandal parish borough town city airport station beach bay reef point cove bridge house "
    "ward unit centre center practice pharmacy prison jail hmp barracks stadium arena park wood woods "
    "forest valley "
    "site campsite caravan nursery kindergarten primary lodge manor hall castle tower towers court mill "
    "harbour harbor port lough loch lake river reservoir mine quarry factory refinery mall market mart "
    "theatre cinema "
    "gym club restaurant cafe bakery trust nagar colony estate flats falls creek springs heath moor head "
    "hills mountain peak pass pier marina golf rovers united fc rfc"
)
WEAK_FACILITIES = word_set(
    "house ward unit centre center practice trust hall court point bay pass head club city county district "
    "park way hill row place walk close site surgery clinic market station "
    "united hills town port island mine mart river cross main"
)
GENERIC = word_set(
    "wall high sesame harley downing fleet our my your the a an general district community university "
    "children's childrens regional national local day acute public private royal central county city state "
    "new emergency outpatient intensive care medical "
    "cardiac maternity surgical stroke mental health primary secondary high middle nursing teaching "
    "military district county north south east west northern southern eastern western old grand main world "
    "free open "
    "field virtual urgent eye dental heart cancer burns trauma patient hospital clinic school home "
    "foundation great good international global british american european indian australian canadian "
    "royal-college this that"
)
ARTICLES = word_set("the a an our my your this that his her their")
CALENDAR = word_set("may june april august summer winter autumn spring christmas easter sunday")
EPONYM_NOUNS = word_set(
    "disease syndrome sign signs score scores scale criteria criterion test tests phenomenon reflex "
    "fracture fractures lymphoma sarcoma tumour tumor catheter catheters procedure operation palsy chorea "
    "contracture ulcer ulcers "
    "oesophagus esophagus incision position manoeuvre maneuver law rule ganglia nodes node body bodies "
    "cell cells duct tube tubes murmur pulse triad tetralogy anomaly malformation virus thyroiditis "
    "anaemia anemia hernia "
    "index classification staging grade stage stain agar test-positive solution needle technique line "
    "lines plaque protein proteins dementia encephalopathy mask monitor tape pouch pack splint frame "
    "apparatus "
    "model regression curve curves correction analysis statistic effect theorem kappa plot method methods "
    "coma scale-based spots triangle point fibres membrane gland glands patches nephropathy purpura "
    "arteritis jelly nail nails syndromes "
    "palsies diverticulum ring rings angina block type loop convulsion agglutination forceps drain drip "
    "crisis respiration breathing awareness uk charter statement declaration diseases and risk stool chart "
    "consensus guidelines"
)
NEVER_NAMES = word_set(
    "i i'm i've i'll i'd ok okay no yes oh ah um er hi hey hello dear thanks thank please sorry wow ouch "
    "lol omg covid nhs tv pm am a&e er ed icu gp gps md mds phd rn uk us usa eu un ct mri dna hiv aids "
    "x-ray it he she they we you "
    "who what when where why how the a an and or but so if then this that these those not all some any my "
    "our your his her their its me him them us in on at to from for of with by as is are was were be been "
    "do does did has have had "
    "will would can could should may might must here there now just still also only even more most less "
    "least very too than ask tell never always stop start mr mrs ms dr prof everyone everybody someone "
    "somebody anyone nobody one two three "
    "patient patients pt doctor doctors nurse nurses ward clinic hospital today tomorrow yesterday tonight "
    "mum dad mom god christ session year week day night month monday tuesday wednesday thursday friday "
    "saturday sunday "
    "january february march july september october november december gen z gen-z dm dms fyi btw nb ps pps "
    "re cc faq faqs vs etc ie eg asap diy vip q&a r&d g&t oct nov dec jan feb mar apr aug sept"
)
PUBLIC_ACCOUNTS = word_set(
    "bbcnews bmj_latest thelancet nejm gmcuk theRCN rcgp hhsgov fda_drug_info nihgov resuscouncil "
    "cochraneuk mayoclinic bhf diabetesuk stjohnambulance britishredcross medtwitter x everyone here"
)

PLACE_FIRST = word_set(
    "little great port new upper lower north south east west st saint fort mount lake cape san santa glen "
    "loch lough royal old royal market castle isle long"
)
_PARTS = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z]|\d|_|$)|[A-Z]?[a-z]+|[A-Z]+")


def name_inside(tag: str, lists: Lists) -> str:
    """Return `name` or `place` if a hashtag or account name holds one, else an empty text."""
    if re.match(r"(?:mrs|mr|miss|dr)[_A-Za-z]{3}", tag, re.IGNORECASE):
        return "name"
    parts = [part.casefold() for part in _PARTS.findall(tag.replace("_", " "))]
    if len(parts) == 1 and len(parts[0]) <= 40:
        parts = _cut(parts[0], lists) or parts
    for part in parts:
        if len(part) > 2 and part in lists.given and part not in lists.wide and part not in lists.terms:
            return "name"
    for part in parts:
        if len(part) > 3 and part in lists.places and part not in lists.wide and part not in lists.terms:
            return "place"
    strange = [p for p in parts if len(p) > 3 and not lists.ordinary(p) and not tag.isupper()]
    return (
        "name"
        if strange
        and parts[0]
        in ("pray", "justice", "praying", "rip", "team", "hope", "help", "save", "for", "prayers", "find", "mr", "mrs", "dr")
        else ""
    )


def _cut(word: str, lists: Lists) -> list[str]:
    """Return the fewest known words that a hashtag in small letters is made of."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            before, piece = best[start], word[start:end]
            if before is None or len(piece) < 2 and piece not in "ai":
                continue
            fits = (
                piece in lists.core
                or (len(piece) > 2 and (piece in lists.given or piece in lists.terms))
                or (len(piece) > 3 and (piece in lists.wide or piece in lists.places))
            )
            if fits and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = [*before, piece]
    return best[-1] or []
