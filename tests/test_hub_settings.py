"""The settings for hubs, read as the hubs read them: nobody gets in by default, and a rehearsal stays one."""

import re
import runpy

import pytest
import yaml
from common import ROOT
from traitlets.config import Config

HUB = ROOT / "docs" / "hub"
PRIVATE = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"}


@pytest.fixture(scope="module")
def values():
    """Return the values for Kubernetes."""
    return yaml.safe_load((HUB / "zero_to_jupyterhub.yaml").read_text(encoding="utf-8"))


def test_who_may_log_in_must_be_chosen(values):
    config = values["hub"]["config"]
    chosen = config["JupyterHub"]["authenticator_class"]
    assert chosen.startswith("CHOOSE"), "the chart's own choice lets in anybody; this one starts no hub"
    assert config["Authenticator"]["allow_all"] is False
    assert config["JupyterHub"]["admin_access"] is False
    assert "dummy" not in yaml.safe_dump(values)


def test_the_way_is_encrypted_and_the_image_is_pinned(values):
    assert values["proxy"]["https"]["enabled"] is True and values["proxy"]["https"]["hosts"]
    image = values["singleuser"]["image"]
    assert image["name"].endswith("@sha256") and "DIGEST" in image["tag"]
    assert not re.search(r"\b(latest|main|master)\b", yaml.safe_dump(values))


def test_networks_are_closed_but_for_the_lessons(values):
    policies = [values["hub"], values["proxy"]["chp"], values["proxy"]["traefik"], values["singleuser"]]
    assert all(part["networkPolicy"]["enabled"] is True for part in policies)
    single = values["singleuser"]
    allowed = single["networkPolicy"]["egressAllowRules"]
    assert {"cloudMetadataServer", "nonPrivateIPs", "privateIPs"} <= allowed.keys() and not any(allowed.values())
    (rule,) = single["networkPolicy"]["egress"]
    assert rule["ports"] == [{"port": 443, "protocol": "TCP"}]
    assert {*rule["to"][0]["ipBlock"]["except"]} >= PRIVATE
    assert single["cloudMetadata"]["blockWithIptables"] is True and single["allowPrivilegeEscalation"] is False


def test_everything_has_a_limit(values):
    single = values["singleuser"]
    assert single["memory"] == {"guarantee": "300M", "limit": "512M"}
    assert 0 < single["cpu"]["guarantee"] < single["cpu"]["limit"] <= 2
    assert single["storage"]["capacity"] and values["hub"]["activeServerLimit"] > 0
    assert values["cull"]["enabled"] is True and values["cull"]["maxAge"] > values["cull"]["timeout"] > 0


def test_both_hubs_open_the_same_page_with_the_same_variables(values, monkeypatch):
    rehearsed = rehearsal(monkeypatch)
    assert rehearsed.Spawner.environment == values["singleuser"]["extraEnv"]
    assert rehearsed.Spawner.default_url == values["singleuser"]["defaultUrl"]


def rehearsal(monkeypatch, **variables: str) -> Config:
    """Return the settings of the rehearsal, read as JupyterHub reads them."""
    usual = {"WORKSHOP_PASSWORD": "a long one for today", "WORKSHOP_REHEARSAL_AS_ROOT": "yes"}
    for name in ("WORKSHOP_ADDRESS", "WORKSHOP_SERVICE_TOKEN", "WORKSHOP_HOMES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (usual | variables).items():
        monkeypatch.setenv(name, value)
    read = Config()
    runpy.run_path(str(HUB / "rehearsal_config.py"), {"get_config": lambda: read})
    return read


def test_a_rehearsal_says_what_it_is_and_lets_in_only_its_own_names(monkeypatch):
    read = rehearsal(monkeypatch)
    assert read.JupyterHub.bind_url == "http://127.0.0.1:8000"
    assert read.JupyterHub.template_vars["announcement"].startswith("A rehearsal: nothing is kept apart here.")
    assert read.Authenticator.allow_all is False
    assert {"p000", "p199"} <= read.Authenticator.allowed_users and len(read.Authenticator.allowed_users) == 200
    assert read.JupyterHub.active_server_limit == 200
    assert "services" not in read.JupyterHub


@pytest.mark.parametrize(("variables", "says"), [
    ({"WORKSHOP_ADDRESS": "http://0.0.0.0:8000"}, "listens to this machine only, not to http://0.0.0.0:8000"),
    ({"WORKSHOP_ADDRESS": "http://:8000"}, "listens to this machine only"),
    ({"WORKSHOP_ADDRESS": "http://127.0.0.1.example.org:8000"}, "listens to this machine only"),
    ({"WORKSHOP_PASSWORD": "short"}, "at least 12 letters"),
    ({"WORKSHOP_PASSWORD": ""}, "at least 12 letters"),
])
def test_a_rehearsal_that_others_could_reach_does_not_start(monkeypatch, variables, says):
    with pytest.raises(SystemExit, match=re.escape(says)):
        rehearsal(monkeypatch, **variables)


def test_a_rehearsal_does_not_start_as_root_unasked(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    assert rehearsal(monkeypatch).Spawner.args == ["--allow-root"]
    with pytest.raises(SystemExit, match="Start the rehearsal as an ordinary user"):
        rehearsal(monkeypatch, WORKSHOP_REHEARSAL_AS_ROOT="")
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    assert "args" not in rehearsal(monkeypatch, WORKSHOP_REHEARSAL_AS_ROOT="").Spawner
