"""What lies in a class's folder: sub-folders and archives of learning platforms, other endings and encodings; nothing unsaid."""

import io
import json
import os
import zipfile

import pytest
from test_results import codes, made_of, marked, person, put, whys

from medsocial.results import command, gathering, reading, report

LINE = marked("AC23 A ABDCABCD")


def zipped(*files):
    """Return an archive of pairs of name and content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def as_bytes(code):
    """Return a file for the class."""
    return json.dumps(person(code)).encode()


def codes_in(folder):
    """Return the codes of everybody whose first form was read."""
    return sorted(sheet.code for sheet in reading.read_folder(folder).sheets if sheet.which == "first")


def test_a_platforms_folders_and_archives_are_read(tmp_path, capsys):
    one, two, three, four, five, six = codes(6)
    person_folder = tmp_path / "Anna Svensson_31207_assignsubmission_file"
    put(person_folder, person(one))
    (tmp_path / "svenssonanna_31207_77_class_X.json").write_bytes(as_bytes(two))
    inner = zipped((f"class_{five}.json", as_bytes(five)))
    (tmp_path / "all.zip").write_bytes(
        zipped(
            (f"Björn Borg_3_file/class_{three}.json", as_bytes(three)),
            (f"..\\..\\class_{four}.json", as_bytes(four)),
            ("Carl_4/mine.ZIP", inner),
            ("Doris_5/list.txt", LINE),
            ("__MACOSX/._class_x.json", b"\x00"),
            (".DS_Store", b"x"),
            ("empty/", b""),
        )
    )
    (tmp_path / "a").mkdir()
    put(tmp_path / "a" / "b", person(six))
    assert codes_in(tmp_path) == sorted([one, two, three, four, five, six, "AC23"]) and whys(tmp_path) == {}
    assert not list(tmp_path.parent.glob("class_*")) and len(list(tmp_path.iterdir())) == 4, "nothing is unpacked"
    # Again, with the report of the first time and the same archive fetched twice.
    (tmp_path / "all (1).zip").write_bytes((tmp_path / "all.zip").read_bytes())
    assert command.main([str(tmp_path)]) == 0 and command.main([str(tmp_path)]) == 0
    assert "left alone" not in capsys.readouterr().out
    found = made_of(tmp_path)
    assert found.people == 7 and {note.why for note in found.notes} >= {"the same answers stand twice; they count once"}


def test_a_report_shows_no_name_that_a_platform_put_before_a_file(tmp_path):
    damaged = ("Anna Svensson_3_file/class_K7TR.json", b"{"), ("Anna Svensson_3_file/Anna Svensson.docx", b"PK"), ("Anna/x", b"")
    (tmp_path / "all.zip").write_bytes(zipped(*damaged))
    put(tmp_path / "Anna Svensson_4", {**person("AC23"), "commitments": "x"})
    (tmp_path / "svenssonanna_31_class_D4EF.json").write_text("{")
    (tmp_path / "Anna Svensson_4" / "list.txt").write_text("x\n" + LINE.replace("AC23", "E2EE"))
    made = made_of(tmp_path)
    full = [note.where for note in made.notes]
    assert full[:2] == ["Anna Svensson_4/class_AC23.json", "all.zip/Anna Svensson_3_file/Anna Svensson.docx"]
    assert sorted(note.shown() for note in made.notes) == ["class_….json"] * 3 + ["….docx", "….txt, line 1"]
    page = report.page(made)
    assert not any(secret in page for secret in ("Anna", "svensson", "AC23", "K7TR", "D4EF")) and "class_….json" in page


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("answers.xlsx", "save it as text or CSV, one line for each person"),
        ("Answers.ODS", "save it as text or CSV, one line for each person"),
        ("answers.docx", "save it as plain text (.txt)"),
        ("onlinetext.html", "save it as plain text (.txt)"),
        ("all.rar", "unpack it into this folder"),
        ("scan.pdf", "type its answers into a text file (.txt)"),
        ("all.zip", "this archive is damaged; fetch it again"),
    ],
)
def test_what_is_not_read_is_named_with_its_cure(tmp_path, capsys, name, cure):
    (tmp_path / name).write_bytes(b"PK\x03\x04 none of ours")
    assert list(whys(tmp_path)) == [name] and cure in whys(tmp_path)[name]
    assert command.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert f"  {name}: " in said and "No answers were found in" in said and "paper lists as plain text (.txt)" in said


def test_an_empty_folder_is_said(tmp_path, capsys):
    (tmp_path / "Anna_3").mkdir()
    (tmp_path / "song.mp3").write_bytes(b"x")
    (tmp_path / "desktop.ini").write_bytes(b"x")
    assert command.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert f"No answers were found in {tmp_path} or its sub-folders." in said and "1 other file was left alone." in said


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_files_are_read_as_editors_save_them(tmp_path, codec):
    (tmp_path / "class_K7TR.json").write_bytes(json.dumps(person("K7TR")).encode(codec))
    (tmp_path / "class_D4EF.json.txt").write_bytes(json.dumps(person("D4EF")).encode(codec))
    (tmp_path / "paper.txt").write_bytes(f"{LINE}\r\n".encode(codec))
    assert codes_in(tmp_path) == ["AC23", "D4EF", "K7TR"] and whys(tmp_path) == {}


@pytest.mark.parametrize("part", [";", ",", "\t", " ; "])
@pytest.mark.parametrize("ending", [".txt", ".csv", ".CSV"])
def test_a_spreadsheets_lines_are_read(tmp_path, part, ending):
    code, form, letters = LINE.split(" ")
    rows = [(code, form, *letters), ("K7TR", f'"{form}"', f'"{letters}"'), ("D4EF", form, letters, "", "")]
    (tmp_path / f"paper{ending}").write_text("\n".join(part.join(row) for row in rows))
    assert codes_in(tmp_path) == ["AC23", "D4EF", "K7TR"] and whys(tmp_path) == {}


def test_a_table_of_something_else_gets_one_sentence(tmp_path):
    (tmp_path / "grades.csv").write_text("\n".join(f'"Svensson, Anna";{n};4.5' for n in range(40)))
    one = "none of its lines can be read; a paper list has one line for each person, such as K7TR A7K ABDCABCD"
    assert whys(tmp_path) == {"grades.csv": one}
    (tmp_path / "grades.csv").write_text(f"code;form;letters\n{LINE}")
    assert list(whys(tmp_path)) == ["grades.csv, line 1"] and codes_in(tmp_path) == ["AC23"]


def test_hostile_archives_end_in_a_sentence(tmp_path, monkeypatch):
    bomb = zipped(("class_K7TR.json", b" " * 30_000_000), ("class_AC23.json", as_bytes("AC23")))
    sound = zipped(("class_D4EF.json", as_bytes("D4EF")))
    deep = zipped(("a.zip", zipped(("b.zip", zipped(("class_HHH2.json", as_bytes("HHH2")))))))
    locked = bytearray(sound)
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    torn = bytearray(zipped(("class_E2EE.json", as_bytes("E2EE"))))
    torn[60:70] = b"x" * 10
    for name, raw in {"bomb": bomb, "deep": deep, "locked": locked, "torn": torn, "half": sound[: len(sound) // 2]}.items():
        (tmp_path / f"{name}.zip").write_bytes(raw)
    assert codes_in(tmp_path) == ["AC23"]
    assert whys(tmp_path) == {
        "bomb.zip/class_K7TR.json": "it is too large to be a file of this workshop",
        "deep.zip/a.zip/b.zip": "it is an archive within archives; unpack it into this folder",
        "locked.zip/class_D4EF.json": "it is locked with a password; unpack it into this folder",
        "torn.zip/class_E2EE.json": "it is damaged in its archive; fetch the archive again",
        "half.zip": "this archive is damaged; fetch it again, or unpack it into this folder",
    }
    monkeypatch.setattr(gathering, "MOST_FILES", 1)
    assert any("too much lies here" in why for why in whys(tmp_path).values())


@pytest.mark.skipif(os.name == "nt", reason="links need another system")
def test_no_link_leads_out_of_the_folder(tmp_path):
    put(tmp_path / "elsewhere", person("K7TR"))
    folder = put(tmp_path / "in", person("AC23"))
    os.symlink(tmp_path / "elsewhere", folder / "more")
    os.symlink(folder, folder / "round.txt")
    deep = folder
    for _n in range(10):
        deep = deep / "x"
        deep.mkdir()
    put(deep, person("D4EF"))
    assert codes_in(folder) == ["AC23"]
    said = whys(folder)
    assert "it is a link" in said["round.txt"] and "too deep in folders" in " ".join(said.values())
