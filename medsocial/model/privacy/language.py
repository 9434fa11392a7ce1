"""Whether a post is in English, which is all that the checker reads."""

from . import tokens
from .normal import word_set

_FUNCTION_WORDS = word_set(
    "the a an and or but of to in on at for from with by is are was were be been has have had do does did not no he "
    "she it they we you i his her their our my your this that these those who what when where why how as so if then "
    "than will can would could should there here all up out about into over after before again just me him them us "
)
# Small words of other languages that English does not have; each is one of the most frequent of its language.
_FOREIGN_WORDS = word_set(
    "der das und ist mein meine meinem meiner ein eine einen einem nicht mit auf fur im zu vom zum heute jahre herr "
    "frau aus kam hat "
    "sich wurde sehr noch schon wieder bett zimmer nacht hatte ich wir uns ihr sein seine auch nach "
    "el los las una unos del que y mi con por para pero muy hoy tiene anos esta este paciente senora senor dona fue "
    "ya ella "
    "le la les des du et est une mon dans avec pour sur pas qui chez elle ans aujourd'hui madame monsieur patiente "
    "encore cette "
    "il di che della dei delle con non mio mia sono anni oggi paziente signora signor questa ha stato gli nel "
    "o os uma do da dos das meu minha nao com em foi hoje ele ela voce ao sorriu isso "
    "het een van mijn niet voor naar uit vandaag jaar mevrouw meneer zij hij werd gegaan patient ook nog wel "
    "hai mera meri mere ka ki ke aur ghar nahi tha thi bahut aaj unki uski gaya gayi chali ko se ho raha rahi hua hui "
    "saya yang ini itu dari dengan ke untuk tidak sudah hari pasien pulang rumah sakit bapak ibu dia kami "
    "bir ve bu icin cok hasta hastam bugun "
    "jest sie nie na ze moja moj pacjentka pacjent dzis pani pan lat oraz "
    "ang ng mga sa ko ako siya yung pasyente po kanina na "
    "mgonjwa wangu leo kwa ya wa na ni sana alikuja nyumbani mama "
    "og jeg min mitt det som ikke til har var jag och pa ar att den "
) - word_set(
    "do no sin mama pan patient nan ko o sa po y la des los el e ha sur pas via leo non san var har min ni mere mon an us"
)


def looks_english(said: list[tokens.Token]) -> bool:
    """Return whether enough words are English ones; a text of very few words is let through."""
    words = [t for t in said if t.kind != tokens.NUMBER and not t.mark and len(t.low) > 1]
    foreign = sum(t.low in _FOREIGN_WORDS and (t.starts or not t.capital) for t in words)
    functional = sum(t.low in _FUNCTION_WORDS for t in words)
    if foreign >= 2 and foreign >= functional:
        return False
    # Names say nothing of the language.
    words = [t for t in words if not (t.capital and (t.taken or t.kind == tokens.NAMED))]
    if not words:
        return not said or all(t.kind == tokens.NUMBER or t.mark or t.low.isascii() for t in said)
    if sum(not t.low.isascii() for t in words) > 0.3 * len(words):
        return False
    if len(words) < 4:
        return True
    ordinary = sum(t.kind in (tokens.KNOWN, tokens.MAYBE) for t in words)
    strange_small = sum(t.kind in (tokens.STRANGE, tokens.NAMED) and not t.capital for t in words)
    if functional >= 0.25 * len(words) and functional > 1:
        return True
    return ordinary >= 0.45 * len(words) and (functional > 0.08 * len(words) or strange_small <= 0.2 * len(words))
