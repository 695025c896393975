"""How the breath is told: by sound, touch, screen, words, or not at all (B-18); and which are offered (B-14)."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic, sign_in

Device = Callable[..., BrowserContext]
PACER = "[data-behaviour=pacer]"
NOTES = """window.told = [];
navigator.vibrate = (how) => told.push(['touch', [how].flat().join(' ')]);
speechSynthesis.speak = ({ text, lang }) => told.push(['voice', text, lang]);
const ramp = AudioParam.prototype.linearRampToValueAtTime;
AudioParam.prototype.linearRampToValueAtTime = function (...how) {
  told.push(['sound']);
  return ramp.apply(this, how);
};"""
SESSION = (
    "select session.id from session join course on course.id = session.course_id"
    " join person on person.id = course.patient_id where person.name = 'Noor' and session.number = 3"
)


def _open(device: Device, path: str = "/breathe", **how: object) -> Page:
    context = device(service_workers="block", **how)
    context.add_init_script(NOTES)
    page = context.new_page()
    page.goto(path)
    expect(page.locator("body")).to_have_attribute("data-running", "no")
    return page


def _set(page: Page, **wanted: bool) -> None:
    page.click("summary:has-text('Sound and touch')")
    for name, on in wanted.items():
        box = page.locator(f"[data-setting={name}]")
        if box.is_checked() != on:
            page.click(f"label:has([data-setting={name}])")
    page.click("summary:has-text('Sound and touch')")


def _start(page: Page) -> None:
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()


def _told(page: Page) -> set[str]:
    return {one[0] for one in page.evaluate("told")}


def test_by_touch_alone_each_part_of_the_breath_feels_different(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    _set(page, shape=False)
    page.get_by_role("button", name="Sound is on").click()
    _choose(page, "B-07")
    page.evaluate("told.length = 0")
    _start(page)
    page.wait_for_timeout(3_500)
    assert _told(page) == {"touch"}
    assert [one[1] for one in page.evaluate("told")] == ["60", "30 60 160"]
    for part in (".vessel", ".cue", ".stopline >> nth=0"):
        expect(page.locator(part)).to_be_hidden()


def test_by_sound_alone_the_screen_stays_dark_and_the_phone_still(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    _set(page, shape=False, touch=False)
    _start(page)
    page.wait_for_function("told.length > 3")
    assert _told(page) == {"sound"}
    expect(page.locator(".vessel")).to_be_hidden()


def test_in_words_for_a_screen_reader_and_by_the_phones_own_voice(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    _set(page, spoken=True, voice=True)
    _start(page)
    expect(page.locator("[data-spoken][role=status]")).to_have_text("In")
    page.wait_for_function("told.some(([way]) => way === 'voice')")
    assert ["voice", "In", "en-CA"] in page.evaluate("told")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("[data-spoken]")).to_have_text("")


def test_kept_still_there_are_words_and_a_slow_bar_and_no_water(clinic: Clinic, device: Device) -> None:
    for page in (_open(device, reduced_motion="reduce"), _open(device)):
        _set(page, still=True)
        _start(page)
        expect(page.locator(".vessel")).to_be_hidden()
        for cue in ("in", "out"):
            expect(page.locator(f"[data-cue={cue}]")).to_be_visible()
        page.wait_for_timeout(1_500)
        wide = page.evaluate("document.querySelector('.pace i').getBoundingClientRect().width")
        assert 10 < wide < 250


def test_what_is_set_stays_on_this_phone(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    _set(page, tone=True, touch=False)
    page.get_by_role("button", name="Sound is on").click()
    expect(page.get_by_role("button", name="Sound is off")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Sound is off")).to_be_visible()
    expect(page.locator("[name=loudness][value=off]")).to_be_checked()
    expect(page.locator("[data-setting=tone]")).to_be_checked()
    expect(page.locator("[data-setting=touch]")).not_to_be_checked()


def _choose(page: Page, pattern: str) -> None:
    page.click("summary:has-text('Another breath')")
    page.click(f"label:has(input[value={pattern}])")


def test_b_14_a_held_breath_shows_only_after_none_of_these(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    page.click("summary:has-text('Another breath')")
    held = page.locator("label:has([value=B-04]), label:has([value=B-05])")
    expect(held.locator("visible=true")).to_have_count(0)
    page.click("summary:has-text('Breaths that hold')")
    expect(page.get_by_text("Raised pressure in the skull or the eye")).to_be_visible()
    page.click("text=One of these, or I am not sure")
    expect(held.locator("visible=true")).to_have_count(0)
    page.click("text=None of these")
    expect(held.locator("visible=true")).to_have_count(2)
    page.click("label:has([value=B-04])")
    expect(page.locator(PACER)).to_have_attribute("data-pattern", "B-04")
    page.reload()
    expect(page.locator(PACER)).to_have_attribute("data-pattern", "B-04")
    _start(page)
    for phase in ("in", "hold"):
        expect(page.locator(PACER)).to_have_attribute("data-phase", phase)
        expect(page.locator(f"[data-cue={phase}]")).to_have_css("opacity", "1")


def test_b_14_once_the_session_screen_was_open_no_hold_and_no_sigh_is_offered(clinic: Clinic, device: Device) -> None:
    context = device()
    page = sign_in(context, "noor")
    page.goto("/breathe")
    page.evaluate("localStorage['breath-holds'] = 'none'; localStorage['breath-pattern'] = 'B-04'")
    page.goto(f"/sessions/{clinic.value(SESSION)}")
    page.wait_for_function("Number(localStorage['calm-until']) > Date.now() + 11.9 * 3600e3")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for cut in (False, True):
        if cut:
            clinic.line.cut()
        page.goto("/breathe")
        expect(page.locator("[data-calm]")).to_be_visible()
        expect(page.locator(PACER)).to_have_attribute("data-pattern", "B-02")
        page.click("summary:has-text('Another breath')")
        expect(page.locator("[name=pattern]").locator("visible=true")).to_have_count(4)
        expect(page.locator("summary:has-text('Breaths that hold')")).to_be_hidden()
    page.evaluate("localStorage['calm-until'] = Date.now() - 1")
    page.goto("/breathe")
    expect(page.locator(PACER)).to_have_attribute("data-pattern", "B-04")


def test_b_15_while_it_runs_the_session_screen_has_nothing_to_read(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    page.goto(f"/sessions/{clinic.value(SESSION)}", wait_until="networkidle")  # its scripts too
    expect(page.locator("summary:has-text('Sound and touch')")).to_be_visible()
    expect(page.locator(".stopline")).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    for part in (".stopline", "summary >> nth=0", "summary >> nth=1"):
        expect(page.locator(part)).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_without_scripts_no_held_breath_is_shown(clinic: Clinic, device: Device) -> None:
    page = device(java_script_enabled=False).new_page()
    page.goto("/breathe")
    page.click("summary:has-text('Another breath')")
    expect(page.locator("label:has([value=B-02])")).to_be_visible()
    for pattern in ("B-04", "B-05"):
        expect(page.locator(f"label:has([value={pattern}])")).to_be_hidden()
