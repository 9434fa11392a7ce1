"""What is typed arrives with the click, a message stands where the reader looks, and a file opens without a server."""

import re

import pytest
from playwright.sync_api import expect
from shown import ACTIVITY, come_to_rest, quiet, unfold

# Milliseconds between two keys: a person, then as fast as the browser takes them.
SPEEDS = [60] * 8 + [0] * 42


@pytest.mark.slow
def test_the_check_judges_what_stands_in_the_box(lab, page, page_errors):
    lab.open(page, "notebooks/04_dangers.ipynb")
    come_to_rest(page)
    checker = page.locator(ACTIVITY).filter(has=page.get_by_text("Check a draft before you post", exact=True))
    box, press = checker.get_by_role("textbox"), checker.get_by_role("button", name="Check this draft")
    for number, delay in enumerate(SPEEDS):
        # Every second text names somebody: an earlier verdict over a later text would be seen.
        named = number % 2 == 0
        text = f"Mrs Kowalczuk {number}" if named else f"Wash hands {number}"
        box.select_text()
        box.press_sequentially(text, delay=delay)
        press.click()
        last = "Kowalczuk" if named else "hands"  # a mark is numbered as well, so the number alone would not do
        expect(checker.locator(".ms-post")).to_have_text(re.compile(rf"{last}\s*(\[\d+\])?\s*{number}\s*$"))
        judged = checker.locator(".ms-post").inner_text()
        assert re.sub(r"\[\d+\]", "", judged) == text
        assert bool(checker.locator(".ms-post mark").count()) == named
        said = "1 mark: 1 Think." if named else "The check marks nothing."
        expect(checker.locator(".ms-report .ms-status")).to_contain_text(said)
    assert not checker.locator(".ms-outdated").inner_text()
    box.press_sequentially("x")
    expect(checker.locator(".ms-outdated")).to_contain_text("You have changed the text.")
    assert "ms-is-outdated" in checker.get_attribute("class")
    box.press("Backspace")
    expect(checker.locator(".ms-outdated")).to_be_empty()
    assert quiet(page_errors)


@pytest.mark.slow
def test_a_message_stands_beside_what_was_pressed_and_a_page_opens(lab, page, page_errors):
    lab.open(page, "notebooks/01_definitions.ipynb")
    unfold(page)
    come_to_rest(page)
    audit = page.locator(ACTIVITY).filter(has=page.get_by_text("Audit your footprint", exact=True))
    audit.get_by_role("button", name="Add to my list").click()
    message = audit.locator(".ms-status", has_text="Choose the risk first.")
    expect(message).to_be_in_viewport()
    first = audit.get_by_role("radio").first
    expect(first).to_be_focused()
    assert message.evaluate("line => !!line.previousElementSibling.querySelector('input[type=radio]')"), "beside what is missing"
    expect(audit.get_by_role("status").filter(has_text="Choose the risk first.")).to_have_count(1)
    first.check()
    audit.get_by_role("button", name="Add to my list").click()
    expect(audit.locator(".ms-status", has_text="Added.")).to_be_in_viewport()
    expect(audit.get_by_role("table")).to_contain_text("First step")
    audit.get_by_role("button", name="Make a page to print").click()
    with page.context.expect_page() as opened:
        audit.get_by_role("link", name="Open").click()
    assert opened.value.title() == "Audit your footprint"
    expect(opened.value.get_by_role("table")).to_contain_text("First step")
    assert opened.value.url.startswith("blob:"), "no server's address"
    opened.value.close()
    with page.expect_download() as saved:
        audit.get_by_role("link", name="Download").click()
    assert saved.value.suggested_filename == "footprint_audit_to_print.html"
    kept = lab.answers / "footprint_audit_to_print.html"
    assert saved.value.path().read_bytes() == kept.read_bytes()
    assert quiet(page_errors)


@pytest.mark.slow
def test_the_words_are_copied_with_what_was_typed(lab, page, page_errors):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.open(page, "notebooks/05_patients_and_boundaries.ipynb")
    unfold(page)
    come_to_rest(page)
    scripts = page.locator(ACTIVITY).filter(has=page.get_by_text("Scripts to keep", exact=True))
    scripts.get_by_label("What has happened?").select_option(label="An urgent symptom, or a person in danger")
    expect(scripts.get_by_label("Words to copy; change them as you like")).to_have_value(re.compile("needs help now"))
    come_to_rest(page)  # the names of the boxes follow the words
    number = scripts.get_by_label("Emergency number")
    for digits in ("112", "999", "000"):
        number.fill(digits)
        scripts.get_by_role("button", name="Copy the words").click()  # the box still has the focus
        expect(scripts.locator("blockquote")).to_contain_text(f"Ring {digits} now")
        page.wait_for_function("async said => (await navigator.clipboard.readText()).includes(said)", arg=f"Ring {digits} now")
        assert page.evaluate("navigator.clipboard.readText()").startswith("What you describe needs help now")
    expect(scripts.locator(".ms-status", has_text="Copied.")).to_be_in_viewport()
    assert quiet(page_errors)


@pytest.mark.slow
def test_a_policy_is_opened_from_the_computer_and_a_letterhead_too(lab, page, page_errors, tmp_path):
    lab.open(page, "notebooks/06_hospital_policy.ipynb")
    unfold(page)
    come_to_rest(page)
    compare = page.locator(ACTIVITY).filter(has=page.get_by_text("Compare with the policy that you have", exact=True))
    policy, sound, large = (tmp_path / name for name in ("ours.txt", "song.mp3", "film.docx"))
    policy.write_text("Staff ask for written consent before a photograph.\nReport a breach.", encoding="utf-8")
    sound.write_bytes(b"\xff\xfb" * 900)
    large.write_bytes(bytes(12_000_000))  # more than the line to Python carries
    for file, said in ((policy, "Looked through ours.txt."), (sound, "Nothing was changed."), (large, "larger than 8 MB")):
        with page.expect_file_chooser() as chooser:
            compare.get_by_role("button", name="Open a Word file or a text").click()
        chooser.value.set_files(file)
        expect(compare.locator(".ms-report.ms-status, .ms-report .ms-status").first).to_contain_text(said)
        expect(compare.locator("mark")).to_have_text(["written consent", "photograph", "breach"])
    builder = page.locator(ACTIVITY).filter(has=page.get_by_text("Build a policy for your hospital", exact=True))
    builder.get_by_role("combobox", name="Go to").select_option("Your hospital")  # an earlier visit may have gone further
    for step in range(2, 7):
        builder.get_by_role("button", name="Next").click()
        expect(builder.get_by_text(f"Step {step} of 11")).to_be_visible()
    expect(builder.locator(".ms-status")).to_have_text(["4. Patient information. Your draft is saved."])  # and no earlier one
    builder.get_by_role("combobox", name="Go to").select_option("Your draft")
    expect(builder.locator(".ms-status")).to_have_text(["Your draft is saved."])
    with page.expect_file_chooser() as chooser:
        builder.get_by_role("button", name="Open our Word file").click()
    chooser.value.set_files(sound)
    expect(builder.get_by_role("status").filter(has_text="is no Word file")).to_contain_text("Nothing was changed.")
    assert quiet(page_errors)
