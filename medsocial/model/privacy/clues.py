"""Clues that identify in sum, words that speak of pictures and voices, and whether a post is about a person."""

import re
from collections.abc import Iterator

from .finding import Hit
from .jobs import JOB, ROLE

_I = re.IGNORECASE
_UNIQUE = re.compile(
    r"\b(?:the |our |my |their )?(?:only|sole)(?! (?:if|when|after|because|then|thing|way|a|an|to|for|in|on"
    r"|one rule|once|the|until|just|option|options|opioids?|question|reason|\d)\b)(?: (?:known|one"
    r"|surviving|remaining|male|female|child))?"
    r"|\b(?:the|our|my|their|his|her|first ever|world's|country's|county's|hospital's) (?:(?:world|country"
    r"|county|hospital|island|town)'s )?(?:very )?(?:first|oldest|youngest|tallest|shortest|heaviest"
    r"|largest|biggest|smallest|longest|worst|fattest|strongest|richest)\b(?! (?:visit|step|line|day|year"
    r"|time|part|thing|aid|dose|question|clinic|rule|hour|week|in line|come|trial|mobilisation|author|group"
    r"|evidence))"
    r"|\bfirst[- ]ever\b|\bfirst (?:[a-z-]{3,14} ){0,2}(?:woman|man|person|girl|boy|baby|mother|african|asian"
    r"|black)\b(?! (?:to see|in line))"
    r"|\bthe last (?:[a-z]{1,20} ){0,2}(?:speaker|survivor|member|man|woman|living|remaining)\b|\b[\d.,]{1,12} ?(?:k"
    r"|m|million"
    r"|thousand)? followers\b"
    r"|\bthe (?:boy|girl|man|woman|lady|kid|guy|lad|baby|chap) with the(?: [a-z]{1,20}){1,4}|\b(?:first|second"
    r"|third) (?:case|patient|person|woman|man|baby|survivor)(?: of "
    r"[a-z]{1,20})? (?:in|i have|we have|i've|we've|ever|on record)\b|\bone of (?:only )?(?:two|three|four|five"
    r"|six|seven|a handful|\d{1,2}) (?:people |patients |cases |known )?(?:in|on|world|known|ever)\b"
    r"|\b(?:you|everyone|everybody|we all) (?:all )?know(?:s)? (?:who|him|her|them|the one)\b|\bguess "
    r"(?:who|which)\b|\byou know who\b|\bno names\b|\bonly (?:male|female|black|white|asian|woman|man|girl"
    r"|boy|person|patient|case|survivor|one)\b|\bonly (?:known|surviving)\b|\bnever (?:seen|had) (?:one"
    r"|this|that|anything like)\b|\bin (?:the|all|our|this|her|his) (?:whole )?(?:county|country|world|town"
    r"|village)\b|\btrans(?:gender)?\b(?= |,)"
    r"|\bthe (?:girl|boy|man|woman|lady|guy|kid|one|lad|dad|mum|couple|family|baby) (?:who|whose"
    r"|from the)\b(?: [a-z']{1,20}){1,4}|\b(?:certain|well-known|household name|a-list|celebrity)\b(?= [a-z]{1,20})",
    _I,
)
_RARE = re.compile(
    r"\b(?:one|1) in (?:a |an |two |three |five |ten )?(?:million|billion|hundred thousand|\d{2,3},?000)\b"
    r"|\b(?:ultra-?|super |very |extremely |incredibly |vanishingly )?rare(?:st)?\b(?! (?:to|for|that|event"
    r"|but|side|ly))"
    r"|\b(?:fibrodysplasia(?: ossificans progressiva)?|progeria|kabuki syndrome|batten disease|angelman"
    r"|cornelia de lange|treacher collins|dipg|osteogenesis imperfecta|epidermolysis bullosa"
    r"|tay-sachs|niemann-pick|pompe disease|hunter syndrome|erdheim-chester|moyamoya|anti-nmda"
    r"|foreign accent syndrome|capgras|cotard"
    r"|brittle bone|motor neurone disease at|trigonocephaly|sirenomelia|acardiac|chimerism|wolfram syndrome"
    r"|stone man|harlequin ichthyosis|rabies|leprosy"
    r"|hansen'?s disease|plague|anthrax|ebola|lassa|marburg|tetanus|diphtheria|polio|smallpox|botulism|kuru"
    r"|locked-in syndrome|stiff person|moebius|proteus syndrome|"
    r"conjoined|siamese twins|face transplant|hand transplant|uterus transplant|heart-lung transplant"
    r"|quads|quadruplets|quintuplets|sextuplets|septuplets|triplets|situs inversus|werewolf syndrome"
    r"|hypertrichosis|xeroderma|fatal familial insomnia|creutzfeldt-jakob|cjd|"
    r"maple syrup urine|alkaptonuria|ambiguous genitalia|ectopia cordis|phocomelia|thalidomide|lightning "
    r"strike|shark (?:bite|attack)|crocodile|bear attack|snake ?bite|(?:bitten|stung|attacked|gored|mauled) by (?:a"
    r"|an|his|her|their) (?:[a-z]{1,20} ){0,2}[a-z]{1,20}|scorpion|fugu|swallowed (?:a|an|the|his|her"
    r"|\d{1,12}) \w{1,20}|foreign body up)\b",
    _I,
)
_EVENT = re.compile(
    r"\b(?:(?:plane|train|bus|coach|car|tram|ferry|boat|helicopter|motorbike|lorry|multi-car) )?(?:crash"
    r"|pile-up|collision|derailment|sinking|shipwreck|capsiz(?:e|ed|ing))\b(?! (?:trolley|diet|cart|course"
    r"|team|call))|\b(?:fatal |accidental |mass |drive-by )?(?:stabbing|shooting|shot by|knife attack|acid "
    r"attack|machete|lynching|bombing|blast|explosion|terror attack)\b"
    r"|\b(?:house|factory|school|tower|flat|barn) fire\b|\b(?:landslide|avalanche|earthquake|tsunami"
    r"|flood(?:s|ing)? victim|tornado|cyclone|hurricane|stampede)\b|\b(?:survived|rescued from|pulled from"
    r"|fell (?:off|from|through|down|into)|jumped (?:off|from)|trapped (?:in|under)|hit by|run over by"
    r"|gored by|kicked by|trampled by|sat on him|struck by)\b(?! (?:love|sleep))"
    r"|\b(?:wedding|honeymoon|proposal|got engaged|engagement party|marathon|festival|carnival|concert|cup "
    r"final|derby match|graduation|prom night|pilgrimage|protest|riot|strike march)\b|\b(?:murder|murdered"
    r"|kidnap(?:ped)?|abduct(?:ed|ion)|drown(?:ed|ing)|electrocuted|missing (?:girl|boy|woman|man|person"
    r"|child|teen))\b(?! (?:is silent))"
    r"|\b(?:incident with|that incident|the [a-z]{1,20} incident|farm injur(?:y|ies)|oil rig|hostage|siege|holocaust"
    r"|genocide|war crime|grand national|grenfell|landmine|house of horrors"
    r"|escaped prisoner|transplant bay)\b",
    _I,
)
_NEWS = re.compile(
    r"\b(?:on|in|from|all over|made|was in|were in|hit) (?:the |local |national |today'?s |yesterday'?s "
    r"){0,3}(?:news(?:paper|papers)?|papers|paper|headlines?|tv|telly|front pages?|gazette|radio)\b|\bwent "
    r"viral\b|\bviral video\b|\btrending\b|\b(?:inquest|coroner'?s court|court case|trial of|on trial"
    r"|verdict|gofundme|crowdfund(?:er|ing) page|fundraiser for)\b"
    r"|\b(?:you (?:may|might|will|'ll) have (?:seen|heard|read)|as seen on|the one (?:who|from|on|in) "
    r"(?:the )?(?:news|tv|papers))\b",
    _I,
)
_SMALL = re.compile(
    r"\b(?:small|tiny|little|remote|sleepy|isolated) (?:town|village|island|hamlet|community|place|hospital"
    r"|parish)\b|\b(?:a|my|our|the|his|her|this|same|in) (?:village|hamlet|island|croft|kibbutz|reservation"
    r"|monastery|convent|boarding school|lighthouse|oil rig|caravan park|caravan site|care home|nursing "
    r"home|refugee camp|farm)\b"
    r"|\bpop(?:ulation|\.)? ?(?:of |is |: ?)?(?:about |under |only )?\d{1,5}\b(?!,\d)|\bthe (?:[a-z]{1,20} )?(?:shop|pub"
    r"|bar|cafe|chippy|market|garage|bakery|gym|takeaway|salon|stall|temple|mosque|church) (?:opposite|on|near|by"
    r"|next to|behind|in) "
    r"|\beveryone knows "
    r"everyone\b|\bnext door(?: to me)?\b|\bour (?:street|road|estate|block)\b|\b(?:his|her|their) "
    r"caravan\b|\bvillage\b(?= of| in| near|[,.])",
    _I,
)
_RELATIVE_WORD = (
    "husband|wife|son|daughter|mother|father|mum|mom|dad|brother|sister|aunt|auntie|uncle|cousin|nephew"
    "|niece|grandmother|grandfather|gran|granny|nan|nana|grandad|grandpa|grandma|grandchildren|grandson|"
    "granddaughter|partner|boyfriend|girlfriend|fianc[ee]e?|ex|ex-husband|ex-wife|twin|stepmother"
    "|stepfather|stepson|stepdaughter|mother-in-law|father-in-law|brother-in-law|sister-in-law|son-in-law|"
    "daughter-in-law|great-grand(?:son|daughter|mother|father|child)|foster (?:son|daughter|child|mother|mum)|godson"
    "|goddaughter|widow|widower|neighbou?r|kids|children|twins|parents|family|carer|landlady|landlord|husbands"
    "|mistress|lover"
)
_RELATIVE = re.compile(
    r"(?:\b(?:his|her|their|whose|my|our)|[a-z]'s) (?:(?:poor|late|own|elder|younger|older|twin|identical"
    r"|pregnant|lovely|step|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all) ){0,2}"
    rf"(?P<r>{_RELATIVE_WORD})\b"
    r"|\b(?P<t>(?:the|a|an) (?:great-)?(?:grandson|granddaughter|son|daughter|wife|husband|brother|sister|nephew"
    r"|niece|cousin|widow|mother|father) of)\b"
    r"|\b(?P<s>(?:father|mother|dad|mum|mom|grandmother|grandfather) (?:of|to) (?:an?|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|\d{1,2})|my (?:friend|colleague|teacher|hairdresser|postman|boss)(?='s"
    r"| who| is| was| has)|"
    r"the twins?|(?:identical|drowned|conjoined) twins?|mother and (?:baby|child|son|daughter)|(?:father"
    r"|mother|daughter|son|wife|husband|mum|dad|brother|sister)(?= is| was| of| has| who| said| says| works"
    r"| drives| rang| called)|(?:eleven|ten|all|\d{1,2}) grandchildren)\b",
    _I,
)
_BED = re.compile(
    r"\b(?:(?:hospital|icu|itu|hdu) )?(?:beds?|bd|bays?|side ?room|isolation room|room|rm|cubicle|cube|resus|cots?"
    r"|incubators?|trolley|chair"
    r"|couch|stretcher|gurney|pod|booth|theatre|or|icu|itu|hdu|nicu|picu|ward|wd|floor|level|tent|box|bassinet"
    r"|isolette|warmer)\b\.? ?"
    r"(?:no\.? ?|number ?|#|: ?)?(?:\d{1,4}[a-z]?(?:-?\d{1,2})?(?: ?(?:and|&|or) ?\d{1,3})?|[a-h](?-i:(?<=[A-H]))\d{0,2}"
    r"|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve)\b(?! (?:months?|years?|weeks?|days?|beds|hours?|minutes?|patients|people"
    r"|percent|times|mg|ml|of us"
    r"|nurses|doctors|anaesthetists|more|out))(?!:\d|[.,]\d|%)"
    r"|\b\d{1,2}(?:st|nd|rd|th)[- ]floor\b|\b(?:last|corner|window) bed\b|\b(?:private|west|east|north|south) wing\b",
    _I,
)
_PHOTO = re.compile(
    r"\b(?:pics?|photos?|photographs?|pictures?|images?|selfies?|videos?|screenshots?|snap|snaps|footage"
    r"|x-?rays?|scans?|ct|mri|clip|reel)\b(?: \w{1,20}){0,3}? (?:of|with|from|attached|below|here|above|shows?"
    r"|showing)(?: (?:the|this|that|my|our|his|her|their|a|an|him|them|patient|pt)){0,4}\b"
    r"|\b(?:see|look at|check out|loving) (?:this|the|his|her|these|that) (?:pics?|photos?|photographs?"
    r"|pictures?|images?|x-?rays?|scans?|femur|wound|rash|tumou?r|face|leg|ecg|ct|mri|fracture|lesion|smile"
    r"|before and after)\b|\bbefore[- ]and[- ]after\b|\b(?:his|her|their|patient's) (?:face|photo|picture"
    r"|x-?ray|scan)\b|[📷📸🤳🎥]|\[(?:photos?|pictures?|pics?|images?|videos?|x-?rays?|scan)\]|\b(?:photo|picture|pic"
    r"|image|x-?ray|scan|video) (?:below|above|attached|in the comments|in comments)\b"
    r"|\bposted (?:a )?(?:photo|picture|video)\b|\b(?:film(?:ed|ing)?|recorded|photographed) (?:him|her"
    r"|them|his|the (?:patient|operation|wound))\b|\btook a (?:photo|picture|selfie)\b|\blivestream(?:ed"
    r"|ing)?\b(?! (?:the lecture|our))",
    _I,
)
_BIOMETRIC = re.compile(
    r"\b(?:voice ?(?:note|notes|print|prints|recording|recordings|message|memo|mail)|(?:audio|recording"
    r"|recorded (?:the )?voice|voice) (?:clip )?of (?:his|her|the|my|a|this)(?: voice| patient)?|finger "
    r"?prints?|thumb ?prints?|palm ?prints?|iris scans?|retina(?:l)? (?:scan|print)s?|face ?id|faceprint"
    r"|gait (?:video|recording)|dna (?:profile|sequence|result)|genome of|handwriting of|(?:his|her|their) "
    r"signature|listen to (?:him|her|this (?:patient|man|woman|lady)))\b",
    _I,
)
_MARK = re.compile(
    r"\b(?:(?:a|an|the|his|her|their|with) )?(?:(?:neck|face|facial|knuckle|full[- ]?body|swastika|dragon"
    r"|name|arm|back|leg|unusual|distinctive|large|huge|tiny) ){0,4}(?:tattoo(?:s|ed)?(?! (?:ink|and mri"
    r"|removal|s and))|birthmark|port-wine stain|scar(?:s)? (?:across|on|over|down|along|from|shaped)"
    r"|missing (?:finger|ear|eye|leg|arm|tooth|nose)|glass eye|gold tooth|prosthetic (?:leg|arm|eye|nose)"
    r"|wooden leg|"
    r"one-eyed|one leg\b|one arm\b|one eye\b|(?:white|red|ginger|grey|long) beard|(?:red|ginger) hair|one-legged"
    r"|one-armed|six fingers|extra finger|cleft|dwarf(?:ism)?|albino|seven feet|facial "
    r"tattoo|piercing(?:s)? (?:in|on|through)|(?:pink|blue|green|purple) hair|dreadlocks|handlebar "
    r"moustache|scar)\b(?:(?: of a| of an| of| that says| reading| saying| across| on| over| down)(?: "
    r"[a-z']{1,20}){1,5})?",
    _I,
)
PERSON = re.compile(
    r"\b(?:my|our|this|that|the|a|an|another|one|your|poor|dear|lovely|fav(?:ou?rite)?|this|each|same|first"
    r"|brave|aphasic|bizarre|delicate|little|young|old|elderly|[a-z]{3,14}ic|\d{1,3}[- ]year[- ]old) "
    r"(?:[a-z-]{3,14} ){0,2}?(?:patient|pt|lady|woman|man|girl|boy|baby|babies|child|kid|lad|lass|bloke|guy"
    r"|gentleman|toddler|teen|teenager|infant|newborn|couple|survivor|fella|chap|inmate|case|mum|dad"
    r"|pensioner|twins?|family)\b(?!s)"
    rf"|\b(?:the|a|an|our|my|this|that|retired|local) (?:{ROLE}) (?:of|who|from|in|is|has|had|was|came|asked"
    rf"|wants|told|at|with)\b"
    r"|\b(?:guy|lady|bloke|lad|man|woman|boy|girl|kid|mum|dad|officer|inmate|tout|user|child|fella|chap) "
    r"(?:fell|says|said|came|walked|with|from|in|who|called|told|wants|swallowed|tried|brought|collapsed"
    r"|died|presented|stabbed|shot|bitten|returned|arrived|at triage)\b|\bguess (?:who|which)\b"
    r"|\b(?:ventilated|intubated|resuscitated|ruptured|unvaccinated)\b(?= (?:since|last|on|for|in)\b|[,.])"
    r"|\b(?:was|were) in resus\b|\bhelicopter from\b"
    r"|\b(?:came|come|comes|brought|back|walked|referred|sent|admitted) (?:back )?(?:in )?(?:to|in|into"
    r"|onto) (?:my|our) (?:[a-z]{1,20} ){0,2}(?:clinic|ward|unit|surgery|practice|theatre|department|hospital)\b"
    r"|\bmy (?:[a-z]{1,20} )?(?:clinic|list|caseload) (?:today|yesterday|this (?:morning|afternoon|week))\b"
    r"|(?-i:\b(?!Band|Session|Grade|Week|Day|Year|Part|Step|Chapter|Section|Article|Room|Covid|Level|Stage|Phase"
    r"|Type|Group|Class|January|February|March|April|May|June|July|August|September|October|November|December|Jan"
    r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[A-Z][a-z]{2,15}),? \(?\d{1,2}\)?(?=,| (?:was|is|has|had|came|who"
    r"|from)\b)(?<!Session \d)"
    r"|\b(?:he|she|him|her|his|hers|he's|she's|himself|herself)\b|\bpts?\b|\bpatient\b(?=[:' ]|$)(?! "
    r"(?:care|safety|experience|education|information|leaflet|groups?|involvement|data|portal|outcomes?"
    r"|privacy|consent|the|a|organisations?|charter|choice|centred|flow|transport|voice|stories|engagement"
    r"|journey|reported|advocacy|records?|satisfaction|confidentiality|handling|at a time|and public"
    r"|before))"
    r"|\b\d{1,3}[ -]?(?:yo|y/o|yr|year|years|month|months|week|weeks|day|days)[ -]?(?:old|o)?\b(?= (?:man"
    r"|woman|boy|girl|male|female|lady|gentleman|child|baby|patient|survivor))|\b\d{1,3}[- ]?year[- ]old\b"
    r"|\b\d{2}[MF]\b|\b\d{1,2} ?y/?o\b|\b(?:admitted|discharged|delivered|treated|operated on|amputated"
    r"|intubated|resuscitated|saw|seen|diagnosed|coded|pronounced|lost|put) (?:a|an|the|my|our|him|her"
    r"|another|mrs?|ms|miss|someone|twins|triplets|quintuplets|quadruplets)\b"
    r"|\b(?:bed|bay|side ?room|room|cubicle|incubator|cot|trolley) ?\d{1,4}\b(?! (?:hospital|times|beds))|\b(?:in|to"
    r"|on) (?:my|our|the) (?:ward|clinic|unit"
    r"|icu|resus|nicu|picu|a&e|er|ed|scanner)\b(?= (?:again|today|tonight|yesterday|this|last|with|on|since"
    r"|now|all|for)|[.!,]|$)|\b(?:passed away|died (?:on|at|in|last|this|yesterday|today|tonight)|rip\b"
    r"|rest in peace|lies in|brought in|came in|is back in|wants to self|left without|in resus|welfare "
    r"check|for discharge|his ward|gave birth|went home|goes home|our little fighter|my caseload)\b"
    r"|\b(?:mrn|uhid|opd no|nhs number|dob|date of birth|home visit(?= to)|next of kin)\b|\bto the "
    r"(?:family|priest|man|woman|lady|boy|girl) (?:of|who)\b|\bmine\b(?=\.)|\bthe (?:one|girl|boy|man|woman"
    r"|lady|gentleman|patient|person|child|kid|guy|lad|baby) (?:who|from|with|in|on|that)\b|\bto the [a-z]{1,20} "
    r"who\b|\bpatient (?:[A-Z][a-z]{1,20}|[A-Z]{2})\b"
    r"|\b(?:i|we) (?:have )?(?:saw|met|treated|delivered|lost|operated on|looked after|cared for|put|sewed"
    r"|stitched|discharged|admitted|diagnosed)\b(?! (?:a lot|more|many|patients|staff|beds|our way|count))"
    r"|\b(?:clinic|theatre|ward round|shift|admission) (?:today|tonight|yesterday|this morning|last night"
    r"|was delicate)\b|\b(?:surrogate|transplant|drowned|conjoined) (?:case|twins|patient)\b|\bcase:|\bin (?:clinic"
    r"|resus|triage|theatre|icu|a&e) (?:again|today|yesterday|tonight|this|last|with)\b|\b(?:is|was"
    r"|are) back (?:with|in|on|again|for)\b|\b(?:in|on) my (?:theatre|clinic|ward|list|table|unit|icu|scanner"
    r"|chair|couch|care)\b|\b(?:came|brought|sent) to us\b|\bmissing from our\b|\bhas (?:a |an |her |his "
    r"|got )?(?:[a-z]{1,20} )?(?:cancer|hiv|anorexia"
    r"|scabies|syphilis|gonorrhoea|gonorrhea|chlamydia|herpes|dementia|leukaemia|leukemia|cirrhosis|schizophrenia"
    r"|piles|tb|lupus|gallstones)\b|\bgirl "
    r"who\b|\bboy who\b",
    _I,
)


def find(text: str) -> Iterator[Hit]:
    """Yield clues, words about pictures, voices and marks, and bed numbers."""
    for pattern, rule in (
        (_UNIQUE, "unique"),
        (_RARE, "rare"),
        (_EVENT, "event"),
        (_NEWS, "news"),
        (_SMALL, "small_place"),
        (_RELATIVE, "relative"),
        (JOB, "job"),
        (_BED, "bed"),
        (_PHOTO, "photo"),
        (_BIOMETRIC, "biometric"),
        (_MARK, "mark"),
    ):
        for match in pattern.finditer(text):
            start, end = match.span(match.lastgroup) if match.lastgroup else match.span()
            yield Hit(start, end, rule)


def about_a_person(text: str) -> bool:
    """Return whether a post seems to describe one person."""
    return bool(PERSON.search(text))
