"""What pip reports of a failed install, as one sentence with its cure. Standard library only, as environment.py is."""

import re
from collections.abc import Sequence
from pathlib import Path

_ELSEWHERE = "or use a folder made with 'workshop.py bundle', which needs no network."
_REASONS = [  # what pip's report holds, and the sentence for it
    (r"No space left|Errno 28|WinError 112|not enough space",
     "The disk is full: free 1 GB and start again; the install is then repaired."),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
     "The network here replaces security certificates, as some hospitals do; ask your IT department for its "
     "certificate file and set PIP_CERT to it, " + _ELSEWHERE),
    (r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|Max retries|"
     r"name resolution|Connection (broken|refused|reset|aborted)|Network is unreachable",
     "The packages could not be downloaded because there is no way to the internet from here; connect and "
     "start again, " + _ELSEWHERE),
    (r"DO NOT MATCH THE HASHES",
     "A package is not the one that was tested, so it was not installed; try again, or ask the maintainers."),
    (r"Permission denied|Errno 13|WinError 5\b|WinError 32",
     "Another program holds or protects {env}; close other windows of the workshop and start again."),
]  # fmt: skip


def in_one_sentence(log: str, env: Path, python: str | None, pythons: Sequence[str], offline: bool) -> str:
    """Return one sentence for what pip reported.

    Parameters
    ----------
    log : str
        What pip printed.
    env : Path
        The environment.
    python : str or None
        The version of Python in it.
    pythons : sequence of str
        The versions that every package exists ready-made for.
    offline : bool
        Whether packages are taken from the folder wheels only.
    """
    for pattern, sentence in _REASONS:
        if re.search(pattern, log):
            return sentence.format(env=env)
    missing = re.search(r"No matching distribution found for ([\w.-]+)", log)
    if missing:
        known = " or ".join([", ".join(pythons[:-1]), pythons[-1]])
        package = f"{missing.group(1)} for Python {python} on this machine"
        if offline:
            return (f"The folder wheels has no {package}; use Python {known}, or rename the folder wheels and start "
                    f"again with a network.")
        return f"There is no ready-made {package}; install Python {known} beside it and start again."
    return f"The install stopped; start again, and if it stops again send the file {env / 'install.log'} to the maintainers."
