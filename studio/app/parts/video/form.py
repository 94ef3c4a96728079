"""The way from footage to a product video: whose product, the footage, how long, how it looks; then one button."""

from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from studio.app.parts.cut.choose import choose_file
from studio.app.parts.files.room import draw_room_link
from studio.app.parts.told import told
from studio.app.parts.upload.component import Wanted, upload
from studio.app.parts.video.style import choose_style
from studio.app.words import _, language, plain
from studio.core.access import Deed, Scope, User, may
from studio.flows.product_video_job import KIND, Asked
from studio.jobs import queue
from studio.library import store as library_store
from studio.storage import media
from studio.storage.documents import Document
from studio.storage.media import Medium

_LENGTHS = (15, 30, 60)
_USUAL = 30


def draw_form(user: User) -> None:
    """Draw the steps and the button."""
    st.title(_("Product video"), anchor=False)
    left, right = st.columns([5, 4], gap="large")
    with left:
        with st.container(border=True, key="step-product"):
            st.subheader(_("1. The spot and the product"), anchor=False)
            spot, product = _choose_product(user)
        with st.container(border=True, key="step-footage"):
            st.subheader(_("2. The footage"), anchor=False)
            footage = _choose_footage(user, spot)
    with right, st.container(border=True, key="step-style"):
        st.subheader(_("3. How it should be"), anchor=False)
        seconds = st.segmented_control(
            _("Length"), _LENGTHS, default=_USUAL, required=True, format_func=_seconds, key="seconds"
        )
        canvas, look, platform, draw_look = choose_style()
        with st.expander(_("Lay a voice over it"), icon=":material/mic:"):
            st.caption(_("Without a voice the footage keeps its own sound."))
            wanted = Wanted(
                "voice", "audio/*,video/*", _("Tap to choose the voice"), _("or drop it here"), spots=_spots(spot)
            )
            voice = choose_file(user, "voice", wanted)
    with st.bottom:
        label = _missing(spot, product, footage) or _("Make the video")
        is_ready = bool(spot and product and footage)
        if st.button(label, type="primary", width="stretch", disabled=not is_ready, key="start"):
            asked = Asked(
                footage=[medium.id for medium in footage], product=product.id if product else "",
                spot=spot.id if spot else "", seconds=seconds, look=look, canvas=canvas.value, platform=platform,
                voice=voice.id if voice else None,
            )  # fmt: skip
            _start(user, asked, product)
    if spot and product:
        draw_look(product.id, spot.id, footage[0] if footage else None)


def _choose_product(user: User) -> tuple[Document | None, Document | None]:
    spots = {
        one.id: one
        for one in library_store.entries(user, "spots")
        if may(user, Deed.MAKE, Scope(spots=frozenset({one.id})))
    }
    if not spots:
        st.info(
            _("There is no spot here that you may make videos for. The library is where spots are written."),
            icon=":material/landscape:",
        )
        return None, None
    spot = _chosen(_("Spot"), _("Choose the spot"), "spot", spots)
    if spot is None:
        return None, None
    products = {
        one.id: one
        for one in library_store.entries(user, "products")
        if spot.id in (one.body.get("spots") or [spot.id])
    }
    if not products:
        st.info(_("This spot has no product in the library yet."), icon=":material/inventory_2:")
        return spot, None
    return spot, _chosen(_("Product"), _("Choose the product"), "product", products)


def _chosen(label: str, placeholder: str, key: str, there: dict[str, Document]) -> Document | None:
    """One of the entries; the address keeps it over a reload, the only one is chosen already."""
    ids, wished = list(there), st.query_params.get(key, "")
    index = ids.index(wished) if wished in there else (0 if len(ids) == 1 else None)
    chosen = st.selectbox(
        label, ids, index, format_func=lambda id: str(there[id].body.get("name", id)), placeholder=placeholder,
        key=f"choose-{key}-{len(ids)}",
    )  # fmt: skip
    if chosen and chosen != wished:
        st.query_params[key] = chosen
    return there[chosen] if chosen else None


def _choose_footage(user: User, spot: Document | None) -> list[Medium]:
    """The place to bring footage; what was brought stands in the address."""
    if spot is None:
        st.caption(_("Choose the spot first; the footage belongs to it."))
        return []
    ids = st.query_params.get_all("footage")
    found = [medium for medium in (media.seen(user, id) for id in ids) if medium and medium.kind == "footage"]

    def arrived(medium_id: str) -> None:
        st.query_params["footage"] = [*st.query_params.get_all("footage"), medium_id]

    title, hint = _("Tap to choose videos from the phone"), _("several at once, or drop them here")
    wanted = Wanted("footage", "video/*,.mkv,.flv,.ts", title, hint, multiple=True, spots=_spots(spot))
    upload("footage_upload", wanted, None, arrived)
    draw_room_link(user)
    for medium in found:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"footage-{medium.id}"):
            length = _seconds(round(float(medium.facts.get("seconds", 0))))
            st.markdown(f":material/movie: {plain(medium.name)} · {plain(length)}", width="stretch")
            if st.button(_("Leave out"), icon=":material/close:", key=f"drop-{medium.id}"):
                st.query_params["footage"] = [id for id in ids if id != medium.id]
                st.rerun()
    if len(found) > 1:
        whole = round(sum(float(medium.facts.get("seconds", 0)) for medium in found))
        st.caption(_("{count} videos, {minutes} min {seconds} s together.", count=len(found), minutes=whole // 60,
                     seconds=whole % 60))  # fmt: skip
    return found


def _spots(spot: Document | None) -> Sequence[str]:
    return [spot.id] if spot else []


def _seconds(seconds: int) -> str:
    return _("{seconds} s", seconds=seconds)


def _missing(spot: Document | None, product: Document | None, footage: Sequence[Medium]) -> str | None:
    if spot is None or product is None:
        return _("Choose the spot and the product first")
    return None if footage else _("Bring the footage first")


def _start(user: User, asked: Asked, product: Document | None) -> None:
    with told():
        name = str(product.body.get("name", product.id)) if product else ""
        title = _("{product} · video of {seconds} s", product=name, seconds=round(asked.seconds))
        values = {key: value for key, value in asdict(asked).items() if value is not None}
        job = queue.ask(KIND, title, values, owner=user.id, spots=[asked.spot], language=language())
        st.switch_page("jobs.py", query_params={"id": job.id})
