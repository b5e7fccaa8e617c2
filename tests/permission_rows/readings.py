"""An old plan read in: the clerk's alone."""

from tests.permission_row import World, get, post


def a_plan(w: World) -> dict:
    title = "KẾ HOẠCH\nPhát động phong trào thi đua năm 2031"
    text = f"{title}\nI. MỤC ĐÍCH\n1. Thi đua thiết thực.\nII. NỘI DUNG\n1. Dạy tốt."
    return {"text": text, "source": text}


def confirmed(w: World) -> dict:
    """What the page of confirmation posts, everything but the head left out."""
    names = ("legal_bases", "purposes", "contents", "organisation", "recipients", "movements", "targets", "phases")
    counts = {f"{name}-{which}_FORMS": 0 for name in (*names, "days", "activities") for which in ("TOTAL", "INITIAL")}
    head = {"chung-kind": "yearly", "chung-year": "2031", "chung-title": "Phát động phong trào thi đua năm 2031"}
    return a_plan(w) | counts | head


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  404  404  ok   404  ", "reading_start"),
    post("in    404  404  404  404  404  404  form 404  ", "reading_start", body=a_plan),
    get(" in    404  404  404  404  404  404  go   404  ", "reading_save"),
    post("in    404  404  404  404  404  404  go   404  ", "reading_save", body=confirmed),
]
