"""What stands where in the workbook: the sheets, their columns, and the field that each column is."""

from collections.abc import Iterator
from dataclasses import dataclass

from studio.library.faults import Route
from studio.library.workbook.forms import COUNT, DAY, IDS, LINES, MONEY, RECALL, TEXT, WIDE, Choice, Form

ID = "编号"
LICENCES = "授权"
"""The sheet of licences: one row a licence, the brand named by its id."""
BRAND = "品牌编号"

_KINDS = Choice(
    {"goods": "实物", "ticket": "门票", "stay": "住宿", "experience": "体验", "package": "套餐", "service": "服务"}
)
_RESULTS = Choice({"passed": "合格", "failed": "不合格"})
_LEVELS = Choice({"parent": "母品牌", "child": "子品牌"})
_STATES = Choice({"active": "有效", "suspended": "停用"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the field it is, and how that field looks in a cell."""

    head: str
    route: Route
    form: Form = TEXT


SHEETS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "products": (
        "产品",
        (
            Column(ID, ("id",)),
            Column("名称", ("name",)),
            Column("类别", ("kind",), _KINDS),
            Column("门类", ("sector",)),
            Column("乡镇", ("town",)),
            Column("所属景点", ("spots",), IDS),
            Column("子品牌", ("brand",)),
            Column("产地", ("origin",)),
            Column("等级", ("grade",)),
            Column("净含量", ("net_weight",)),
            Column("计价单位", ("unit",)),
            Column("日常价（元）", ("price",), MONEY),
            Column("库存", ("stock",), COUNT),
            Column("卖点（一行一条）", ("points",), LINES),
            Column("购买网址", ("link",), WIDE),
            Column("口令", ("coupon",)),
            Column("批次号", ("batch", "lot")),
            Column("采收或生产日期", ("batch", "harvested"), DAY),
            Column("检测结论", ("batch", "report", "result"), _RESULTS),
            Column("检测机构", ("batch", "report", "laboratory")),
            Column("报告编号", ("batch", "report", "number")),
            Column("报告日期", ("batch", "report", "date"), DAY),
            Column("报告有效期至", ("batch", "report", "until"), DAY),
            Column("召回", ("batch", "recalled"), RECALL),
            Column("每天接待量", ("capacity_per_day",), COUNT),
            Column("从哪天起", ("from",), DAY),
            Column("到哪天止", ("until",), DAY),
        ),
    ),
    "spots": (
        "景点",
        (
            Column(ID, ("id",)),
            Column("名称", ("name",)),
            Column("乡镇", ("town",)),
            Column("介绍", ("summary",), WIDE),
            Column("网址", ("link",), WIDE),
            Column("口令", ("coupon",)),
        ),
    ),
    "brands": (
        "品牌",
        (
            Column(ID, ("id",)),
            Column("名称", ("name",)),
            Column("类别", ("kind",), _LEVELS),
            Column("母品牌", ("parent",)),
            Column("口号", ("slogan",), WIDE),
            Column("标志图片", ("mark",)),
            Column("品牌色", ("colours",), IDS),
        ),
    ),
    "hosts": (
        "主播",
        (
            Column(ID, ("id",)),
            Column("名称", ("name",)),
            Column("身份", ("title",)),
            Column("乡镇", ("town",)),
            Column("常在的景点", ("spots",), IDS),
        ),
    ),
}
LICENCE: tuple[Column, ...] = (
    Column(BRAND, ("brand",)),
    Column("授权的产品", ("products",), IDS),
    Column("被授权人", ("holder",)),
    Column("从哪天起", ("from",), DAY),
    Column("到哪天止", ("until",), DAY),
    Column("状态", ("status",), _STATES),
    Column("停用日", ("suspended_from",), DAY),
)


def sheets() -> Iterator[tuple[str, tuple[Column, ...]]]:
    """Every sheet of the workbook by its title, in order: the licences stand behind the brands."""
    for shelf, (title, columns) in SHEETS.items():
        yield title, columns
        if shelf == "brands":
            yield LICENCES, LICENCE
