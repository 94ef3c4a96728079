"""Products: goods with batch and inspection report, and what visitors buy: tickets, stays, experiences, packages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.library.faults import Route, notice
from studio.library.fields import Count, Day, From, Id, Link, Money, Recall, Text, Until

VISITED = ("ticket", "stay", "experience", "package")
"""The kinds that are used at a spot on a day, and so have a capacity and a validity."""

ENTER_IN_LIBRARY = mark("Enter it in the library’s products.yaml.")


@dataclass(frozen=True, slots=True)
class Report:
    """An inspection report."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    result: Annotated[Literal["passed", "failed"], Field(description="结论 · What the inspection found")]
    laboratory: Annotated[Text | None, Field(description="检测机构 · Who inspected")] = None
    number: Annotated[Text | None, Field(description="报告编号 · The report's number")] = None
    date: Annotated[Day | None, Field(description="报告日期 · Day of the report")] = None
    until: Until = None


@dataclass(frozen=True, slots=True)
class Batch:
    """A lot that was harvested or made together."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    lot: Annotated[Text, Field(description="批次号 · The lot's number, as printed")]
    harvested: Annotated[Day | None, Field(description="采收或生产日期 · Day of harvest or making")] = None
    report: Annotated[Report | None, Field(description="检测报告 · The inspection report")] = None
    recalled: Annotated[Recall, Field(description="召回日期，或 yes · Day of a recall, or yes")] = False


@dataclass(frozen=True, slots=True)
class Product:
    """Something the county sells, at its everyday price."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: Id
    name: Annotated[Text, Field(description="名称 · Name, as it is said and shown")]
    kind: Annotated[
        Literal["goods", "ticket", "stay", "experience", "package", "service"],
        Field(description="实物、门票、住宿、体验、套餐、服务 · What it is"),
    ]
    sector: Annotated[
        Literal["农产品", "农资", "工业品", "手作"] | None, Field(description="门类，实物必填 · Sector, for goods")
    ] = None
    town: Annotated[Text | None, Field(description="乡镇 · Town")] = None
    spots: Annotated[tuple[Id, ...], Field(description="所属景点 · Spots it belongs to")] = ()
    brand: Annotated[Id | None, Field(description="子品牌 · The child brand it is sold under")] = None
    origin: Annotated[Text | None, Field(description="产地 · Where it comes from")] = None
    grade: Annotated[Text | None, Field(description="等级 · Grade")] = None
    net_weight: Annotated[Text | None, Field(description="净含量，如 500克、五斤 · Net weight, as it is said")] = None
    unit: Annotated[Text | None, Field(description="计价单位，如 盒、位 · What one price buys")] = None
    price: Annotated[Money | None, Field(description="日常价（元）· Everyday price in yuan")] = None
    stock: Annotated[Count | None, Field(description="库存 · Pieces in stock")] = None
    points: Annotated[tuple[Text, ...], Field(description="卖点 · Selling points")] = ()
    link: Annotated[Link | None, Field(description="购买网址 · Where it is sold")] = None
    coupon: Annotated[Text | None, Field(description="口令 · Word to show or type instead of a code")] = None
    batch: Annotated[Batch | None, Field(description="批次 · The batch on sale")] = None
    capacity_per_day: Annotated[Count | None, Field(description="每天接待量 · How many a day")] = None
    begins: From = None
    until: Until = None


def stop(product: Product) -> Notice | None:
    """Why no clip may show the product: a failed inspection or a recall."""
    batch = product.batch
    if batch and batch.report and batch.report.result == "failed":
        return notice(mark("{product}: batch {lot} failed its inspection."), product=product.name, lot=batch.lot)
    if batch and batch.recalled:
        return notice(mark("{product}: batch {lot} is recalled."), product=product.name, lot=batch.lot)
    return None


def missing(product: Product) -> Iterator[str]:
    """The fields that a product of its kind must carry before it goes on air, and does not."""
    wanted = ["town", "price", "unit"]
    if product.kind == "goods":
        wanted += ["sector", "origin", "grade", "net_weight", "stock", "points", "batch"]
    if product.kind in VISITED:
        wanted += ["capacity_per_day", "until"]
    yield from (name for name in wanted if getattr(product, name) in (None, ()))


def day_problems(product: Product, day: date) -> Iterator[tuple[Route, Notice, Notice]]:
    """What keeps the product from being sold on `day`: the field's path, what is wrong, what to do."""
    stopped = stop(product)
    if stopped:
        path = ("batch", "recalled") if product.batch and product.batch.recalled else ("batch", "report", "result")
        yield path, stopped, notice(mark("Take it out of the session, or enter another batch with its report."))
    if product.stock == 0:
        yield ("stock",), _about(product, mark("{product} is out of stock.")), notice(ENTER_IN_LIBRARY)
    if product.capacity_per_day == 0:
        yield ("capacity_per_day",), _about(product, mark("{product} takes nobody.")), notice(ENTER_IN_LIBRARY)
    if product.until and product.until < day:
        what = _about(product, mark("{product} is valid until {until} only."), until=str(product.until))
        yield ("until",), what, notice(mark("Enter the new validity, or take the product out of the session."))
    yield from _report_problems(product, day)


def _report_problems(product: Product, day: date) -> Iterator[tuple[Route, Notice, Notice]]:
    batch = product.batch
    if product.kind != "goods" or batch is None:
        return
    report = batch.report
    if report is None:
        what = _about(product, mark("{product}: batch {lot} has no inspection report."), lot=batch.lot)
        yield ("batch",), what, notice(ENTER_IN_LIBRARY)
    elif report.until and report.until < day:
        what = _about(product, mark("{product}: its report is valid until {until} only."), until=str(report.until))
        yield ("batch", "report", "until"), what, notice(mark("Have it inspected again and enter the new report."))


def _about(product: Product, text: str, **facts: str) -> Notice:
    return notice(text, product=product.name, **facts)
