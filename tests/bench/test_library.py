"""A library of five thousand products: in from YAML, out to Excel and back in, and laid out for commands."""

from studio.core.access import STUDIO
from studio.library import exchange, store, yamlwriter
from tests.bench.conftest import cost

COUNT = 5000
LIMITS = {
    "YAML in": 10,
    "YAML in again": 6,
    "Excel out": 15,
    "Excel in": 12,
    "laid out": 5,
    "read": 5,
    "read again": 0.5,
}
"""CPU seconds."""
PRODUCT = {
    "name": "石门银峰", "kind": "goods", "sector": "农产品", "town": "壶瓶山镇", "spots": ["huping-mountain"],
    "brand": "cloud-tea", "origin": "石门县壶瓶山镇", "grade": "一级", "net_weight": "250克", "unit": "盒",
    "price": "168.00", "stock": "600", "points": ["明前采摘", "海拔八百米"], "link": "https://shop.example/yinfeng",
    "batch": {
        "lot": "012", "harvested": "2026-03-28",
        "report": {"laboratory": "示例农产品检测中心", "number": "SL-2026-0412", "result": "passed",
                   "date": "2026-04-02", "until": "2027-12-31"},
    },
}  # fmt: skip


def test_five_thousand_products(tmp_path):
    file, book = tmp_path / "products.yaml", tmp_path / "资源库.xlsx"
    file.write_text(yamlwriter.entries({"id": f"tea-{n}", **PRODUCT} for n in range(COUNT)), encoding="utf-8")
    found = {
        "YAML in": cost(lambda: exchange.import_files(STUDIO, file)),
        "YAML in again": cost(lambda: exchange.import_files(STUDIO, file)),
        "Excel out": cost(lambda: exchange.export(STUDIO, book)),
        "Excel in": cost(lambda: exchange.import_files(STUDIO, book)),
        "laid out": cost(store.snapshot),
        "read": cost(store.current),
        "read again": cost(store.current),
    }
    assert len(store.current().products) == COUNT
    for step, spent in found.items():
        print(f"\n{COUNT} products, {step}: wall {spent.wall:.2f} s, CPU {spent.cpu:.2f} s", end="")
    assert [step for step, spent in found.items() if spent.cpu > LIMITS[step]] == []
