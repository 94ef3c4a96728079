from studio.core.access import Role, User


def test_page_says_who_looks(open_page):
    page = open_page(locale="en-US", user=User("t", "谭_秀英", Role.LIVESTREAMER))
    assert not page.exception
    assert "Livestreamer" in [caption.value for caption in page.caption]


def test_page_of_nobody_shows_the_way_to_the_login_and_nothing_else(open_page):
    page = open_page(locale="en-US", user=None)
    assert not page.exception
    assert [title.value for title in page.title] == ["You are logged out"]
    assert len(page.button) == 0
    assert 'href="/account/login"' in "".join(element.proto.body for element in page.get("html"))
