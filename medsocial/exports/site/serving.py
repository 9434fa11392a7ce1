"""What a web server must know of the site: the kinds of its files, in the two ways that hospitals' servers read."""

from pathlib import Path

# Endings that some servers refuse or hand out as text, with the kind that a browser asks for.
KINDS = {
    ".ipynb": "application/json",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
}
PROBE = "probe"
# The least of each kind that is one: a server that looks inside must not be misled.
_NO_FILES = b"PK\x05\x06" + bytes(18)
_SMALLEST = {".mjs": b"export {};\n", ".wasm": b"\0asm\x01\0\0\0", ".whl": _NO_FILES, ".zip": _NO_FILES}


def web_config() -> str:
    """Return the settings for IIS."""
    kinds = "".join(
        f'      <remove fileExtension="{ending}" />\n      <mimeMap fileExtension="{ending}" mimeType="{kind}" />\n'
        for ending, kind in KINDS.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<configuration>\n  <system.webServer>\n    <staticContent>\n'
        f"{kinds}"
        '      <clientCache cacheControlMode="DisableCache" />\n'
        '    </staticContent>\n    <defaultDocument>\n      <files>\n        <clear />\n        <add value="index.html" />\n'
        "      </files>\n    </defaultDocument>\n  </system.webServer>\n</configuration>\n"
    )


def htaccess() -> str:
    """Return the settings for Apache."""
    kinds = "".join(f"AddType {kind} {ending}\n" for ending, kind in KINDS.items())
    return (
        f"DirectoryIndex index.html\n{kinds}"
        '<IfModule mod_headers.c>\n  Header set Cache-Control "no-cache"\n</IfModule>\n'
    )


def write(site: Path, live: Path) -> None:
    """Write both settings to the site, and beside the live lessons one small file of each ending to ask for."""
    (site / "web.config").write_text(web_config(), encoding="utf-8", newline="\n")
    (site / ".htaccess").write_text(htaccess(), encoding="utf-8", newline="\n")
    (live / PROBE).mkdir()
    for ending in KINDS:
        (live / PROBE / f"file{ending}").write_bytes(_SMALLEST.get(ending, b"{}\n"))
