"""The server's side of a page: the page list, what is stored on saving, and who may read what."""

import asyncio
import copy
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from medsocial.ground import paths
from medsocial.jupyter import page_list, server

WIDGET = "application/vnd.jupyter.widget-view+json"
VIEW = {"model_id": "1", "version_major": 2, "version_minor": 0}


def notebook(ours: bool = True) -> dict:
    """Return a notebook as a browser sends it after a run."""
    both = {"text/html": "<p>Reading version</p>", "text/plain": "One.", WIDGET: VIEW}
    only = {"text/plain": "One.", WIDGET: VIEW}
    outputs = [
        {"output_type": "display_data", "data": both, "metadata": {}},
        {"output_type": "display_data", "data": only, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": "words"},
    ]
    timing = {"execution": {"iopub.execute_input": "2026-11-22T10:00:00Z"}, "tags": ["kept"]}
    metadata = {"widgets": {"state": {}}, "kernelspec": {"name": "python3"}}
    if ours:
        metadata["medsocial"] = {"lesson": "01_definitions", "format": 1}
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Title"},
        {"cell_type": "code", "metadata": timing, "source": ["# One\n", "one()"], "outputs": outputs},
        {"cell_type": "code", "metadata": {}, "source": "# Two\ntwo()", "outputs": []},
    ]
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def test_saving_keeps_the_static_form_only():
    content = notebook()
    server.before_save({"type": "notebook", "content": content}, "notebooks/a.ipynb")
    code = content["cells"][1]
    assert sorted(code["outputs"][0]["data"]) == ["text/html", "text/plain"]
    assert WIDGET in code["outputs"][1]["data"], "nothing else could be shown"
    assert code["outputs"][2]["text"] == "words"
    assert code["metadata"] == {"tags": ["kept"]}
    assert set(content["metadata"]) == {"kernelspec", "medsocial"}


def test_saving_leaves_other_notebooks_and_files_alone():
    content = notebook(ours=False)
    before = copy.deepcopy(content)
    server.before_save({"type": "notebook", "content": content}, "a.ipynb")
    assert content == before
    server.before_save({"type": "file", "content": "text"}, "a.txt")
    server.before_save({"type": "notebook", "content": None}, "a.ipynb")


def test_page_list_holds_the_exact_code_of_our_pages(tmp_path):
    (tmp_path / "b.ipynb").write_text(json.dumps(notebook()), encoding="utf-8")
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook(ours=False)), encoding="utf-8")
    (tmp_path / "c.txt").write_text("no notebook", encoding="utf-8")
    assert page_list.page_list(tmp_path) == {"b.ipynb": ["# One\none()", "# Two\ntwo()"]}
    assert json.loads(page_list.page_list_text(tmp_path)) == page_list.page_list(tmp_path)


def test_the_shipped_page_list_fits_the_shipped_pages():
    shipped = json.loads(page_list.PAGES_FILE.read_text(encoding="utf-8"))
    assert shipped == page_list.page_list(paths.notebooks_dir()), "run `python3 workshop.py build`"


@pytest.mark.parametrize("text", [None, "", "{", "[]", "\xff"])
def test_a_missing_or_damaged_page_list_lists_nothing(tmp_path, text):
    file = tmp_path / "pages.json"
    if text is not None:
        file.write_bytes(text.encode("latin-1"))
    assert server.listed_pages(file) == {}


def run(coroutine):
    """Run to the end in a thread: after browser tests this one has a loop of Playwright's."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@pytest.fixture
def web_app(tmp_path, monkeypatch):
    """A Jupyter server with our extension found by its name, not listening yet."""
    from jupyter_server.serverapp import ServerApp

    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    config = tmp_path / "config.json"
    shipped = (paths.PACKAGE / "jupyter" / "labsettings" / "jupyter_server_config.json").read_text(encoding="utf-8")
    config.write_text(shipped, encoding="utf-8")
    app = ServerApp()
    app.initialize(
        argv=[
            f"--config={config}",
            f"--ServerApp.root_dir={paths.notebooks_dir().parent}",
            "--IdentityProvider.token=secret",
            "--ServerApp.allow_root=True",
        ],
        find_extensions=False,
        new_httpserver=False,
    )
    yield app.web_app
    run(app._cleanup())


def ask(web_app, *paths_and_tokens: tuple[str, str | None]) -> list:
    """Fetch addresses from the server, each with or without a token."""
    from tornado.httpclient import AsyncHTTPClient
    from tornado.httpserver import HTTPServer
    from tornado.netutil import bind_sockets

    async def fetch_all():
        http = HTTPServer(web_app)
        sockets = bind_sockets(0, "127.0.0.1")
        http.add_sockets(sockets)
        port = sockets[0].getsockname()[1]
        client = AsyncHTTPClient(force_instance=True)
        answers = []
        for path, token in paths_and_tokens:
            headers = {"Authorization": f"token {token}"} if token else {}
            answers.append(
                await client.fetch(f"http://127.0.0.1:{port}{path}", headers=headers, raise_error=False, follow_redirects=False)
            )
        http.stop()
        return answers

    return run(fetch_all())


def test_pages_and_style_are_served_to_logged_in_readers_only(web_app):
    pages, style, icons, no_pages, wrong, no_style, other = ask(
        web_app,
        ("/medsocial/pages.json", "secret"),
        ("/medsocial/static/house.css", "secret"),
        ("/medsocial/static/icons.css", "secret"),
        ("/medsocial/pages.json", None),
        ("/medsocial/pages.json", "guess"),
        ("/medsocial/static/house.css", None),
        ("/medsocial/static/../server.py", "secret"),
    )
    answer = json.loads(pages.body)
    assert answer["notebooks_dir"] == "notebooks"
    assert answer["pages"] == server.listed_pages(page_list.PAGES_FILE)
    assert "{done}" in answer["words"]["preparing"]
    assert (style.code, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert style.headers["Cache-Control"] == "no-cache", "its name stays when it changes, so a browser asks each time"
    assert pages.headers["Cache-Control"] == "no-store"
    assert icons.code == 200 and b".ms-icon-users {" in icons.body and icons.body != style.body
    assert no_pages.code == wrong.code == 403
    assert no_style.code in {302, 403}
    assert other.code == 404


def test_words_are_translatable():
    from medsocial.ground import text

    text.use_language("xx")
    try:
        accented = server.words()
    finally:
        text.use_language(None)
    plain = server.words()
    # The marks round a name are a language's own, and hold no letter that could bear an accent.
    assert [key for key in plain if accented[key] == plain[key]] == ["named"]


def test_settings_that_are_shipped():
    folder = paths.PACKAGE / "jupyter" / "labsettings"
    lab = json.loads((folder / "medsocial.json").read_text(encoding="utf-8"))
    assert lab["@jupyterlab/apputils-extension:notification"] == {
        "checkForUpdates": False,
        "doNotDisturbMode": True,
        "fetchNews": "false",
    }
    assert lab["@jupyter-widgets/jupyterlab-manager:plugin"] == {"saveState": False}
    assert lab["@jupyterlab/application-extension:shell"] == {"startMode": "single"}
    assert lab["@jupyterlab/docmanager-extension:plugin"]["autosave"] is True
    assert lab["@jupyterlab/notebook-extension:tracker"]["windowingMode"] == "none"
    served = json.loads((folder / "jupyter_server_config.json").read_text(encoding="utf-8"))
    assert served["LabApp"] == {"extension_manager": "readonly"}
    assert served["ServerApp"]["jpserver_extensions"] == {"medsocial.jupyter.server": True, "voila.server_extension": False}


def test_words_for_what_is_not_ours_are_plain():
    said = server.words()
    assert "can run programs on this computer" in said["foreign"]
