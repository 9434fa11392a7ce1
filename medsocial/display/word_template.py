"""The paper of a Word document: ours, or a hospital's own file with its page, fonts, head and foot."""

import copy
import io
from typing import Any

from ..ground import office
from ..ground.text import _


def open_template(content: bytes | None = None) -> Any:
    """Return an empty document of python-docx.

    Parameters
    ----------
    content : bytes, optional
        A hospital's own .docx or .dotx; what stands on its pages is taken out. Without it the paper is ours.

    Raises
    ------
    office.Unreadable
        If it is no Word file, damaged, too large, protected or with macros.
    """
    import docx

    if content is None:
        return docx.Document()
    office.check_word(content)
    try:
        document = docx.Document(io.BytesIO(office.as_document(content)))
        _empty(document)
    except Exception:  # the library has no error of its own for a damaged part
        said = _("The file cannot be read as a Word file. Open it in Word, and save it again as .docx.")
        raise office.Unreadable(said) from None
    return document


def _empty(document: Any) -> None:
    """Take out what stands on the pages; the paper is that of the first section, where a letterhead is."""
    from docx.oxml.ns import qn

    body = document.element.body
    first = next(iter(body.iter(qn("w:sectPr"))))
    paper = copy.deepcopy(first)
    for part in list(body):
        body.remove(part)
    body.append(paper)
