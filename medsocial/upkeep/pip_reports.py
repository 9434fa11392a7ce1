"""What pip reports of a failed install, as one sentence with its cure. Standard library only, as environment.py is."""

import re
from collections.abc import Sequence
from pathlib import Path

_ELSEWHERE = "or use a folder made with 'workshop.py bundle', which needs no network."
_FETCHED = r"Could not fetch URL \S+: "
_LOG_IN = (
    "What answered here is no index of packages, but most likely the log-in page of a Wi-Fi; open any page in your browser, "
    "log in and start again, " + _ELSEWHERE
)
_REASONS = [  # what pip's report holds, and the sentence for it; the first that fits is said
    (r"No space left|Errno 28|WinError 112|not enough space",
     "The disk is full: free 1 GB and start again; the install is then repaired."),
    (r"suitable TLS CA certificate bundle, invalid path: (.+)",
     "The file of certificates {0} is not there; correct or remove the setting that names it (PIP_CERT, REQUESTS_CA_BUNDLE "
     "or CURL_CA_BUNDLE) and start again."),
    (r"NO_CERTIFICATE_OR_CRL_FOUND|\[X509|\[PEM",
     "The file of certificates that PIP_CERT, REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names holds none; ask your IT department "
     "for the right one and start again."),
    (r"407 Proxy Authentication|407 Client Error",
     "The proxy of this network wants a name and a password; ask your IT department how to set HTTPS_PROXY and start again, "
     + _ELSEWHERE),
    (r"Tunnel connection failed: 403|" + _FETCHED + "403",
     "This network does not allow the address that the packages come from (403 Forbidden); ask your IT department to allow "
     "it, " + _ELSEWHERE),
    (_FETCHED + "401",
     "The index of packages that pip is set to wants a name and a password (401); correct that setting and start again, "
     + _ELSEWHERE),
    (r"WRONG_VERSION_NUMBER|Content-Type: \S+\. The only supported", _LOG_IN),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
     "The network here replaces security certificates, as some hospitals do; ask your IT department for its "
     "certificate file and set PIP_CERT to it, " + _ELSEWHERE),
    (r"Cannot connect to proxy",
     "The proxy that this computer is set to use does not answer; correct HTTPS_PROXY, or remove it where there is no proxy, "
     "and start again, " + _ELSEWHERE),
    (r"too many 5\d\d error responses|" + _FETCHED + r"5\d\d",
     "The index of packages is out of order at the moment; start again in an hour, " + _ELSEWHERE),
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
        if found := re.search(pattern, log):
            return sentence.format(*(group or "" for group in found.groups()), env=env)
    missing = re.search(r"No matching distribution found for ([\w.-]+)", log)
    if missing and not offline and re.search(r"Fetched page \S+ as text/html", log) and "Found link" not in log:
        return _LOG_IN
    if missing:
        known = " or ".join([", ".join(pythons[:-1]), pythons[-1]])
        package = f"{missing.group(1)} for Python {python} on this machine"
        if offline:
            return (f"The folder wheels has no {package}; use Python {known}, or rename the folder wheels and start "
                    f"again with a network.")
        if python in pythons:  # then it is not Python
            return (f"There is no ready-made {package}; the index of packages that pip is set to may lack it, so ask your "
                    f"IT department, {_ELSEWHERE}")
        return f"There is no ready-made {package}; install Python {known} beside it and start again."
    return f"The install stopped; start again, and if it stops again send the file {env / 'install.log'} to the maintainers."
