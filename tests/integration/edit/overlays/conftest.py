from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from studio.core.units import Fen
from studio.edit.overlays.facts import End, Facts, Mark

LONG_LINK = "https://shop.example/yinfeng?from=clip&segment=yinfeng&" + "x" * 245

FULL = Facts(
    product_name="石门银峰",
    price=Fen(16800),
    unit="盒",
    daily_price=Fen(19800),
    parent_brand=Mark("2098·石门味道", ("#1F5C3F", "#C8A45A")),
    child_brand=Mark("云上茶坊", ("#2E7D4F",)),
    host_name="田秋香",
    host_title="壶瓶山茶农",
    spot_name="壶瓶山",
    end=End(code="https://shop.example/yinfeng", slogan="山高云深，一叶知春"),
    cover_title="海拔八百米的明前茶",
)
LONG = Facts(
    product_name="石门县壶瓶山国家级自然保护区高山云雾明前手工银峰绿茶礼盒装特级",
    price=Fen(1288801),
    unit="500克/罐（特级礼盒）",
    daily_price=Fen(1688850),
    parent_brand=Mark("湖南省常德市石门县公用区域品牌2098·石门味道山水农产质量保障标识"),
    child_brand=Mark("石门县壶瓶山国家级自然保护区高山云雾茶叶种植农民专业合作社联合社"),
    host_name="欧阳清风明月上官婉儿",
    host_title="国家级非物质文化遗产代表性传承人",
    spot_name="湖南壶瓶山国家级自然保护区大峡谷景区",
    end=End(code=LONG_LINK, slogan="山有多高，茶就有多香；人有多亲，味就有多长，欢迎来到石门"),
    cover_title="这一杯明前茶，是从海拔两千米的壶瓶山上一颗一颗亲手摘下来的",
)
MANY = {
    "full": FULL,
    "long": LONG,
    "bare": Facts("蜂蜜"),
    "coupon": replace(FULL, end=End(coupon="壶瓶山见")),
    "long coupon": replace(LONG, end=End(coupon="春茶节壶瓶山采茶体验满两百减五十专属口令")),
    "no price": replace(FULL, price=None),
    "no spot": replace(FULL, spot_name=None, host_title=None),
    "no host": replace(FULL, host_name=None),
    "no mark": replace(FULL, parent_brand=None, child_brand=None),
    "Latin": replace(
        FULL, product_name="Shimen Yinfeng pre-Qingming green tea 2027", unit="box", host_name="Tian Qiuxiang"
    ),
    "one word": replace(FULL, product_name="Supercalifragilisticexpialidociousgreentea"),
    "rare": replace(FULL, product_name="䶮犇🍊茶\u200d", host_name="𠅤淼"),
}


@pytest.fixture
def scenery():
    """A picture with soft colours and edges, as footage has, that fits any canvas."""
    y, x = np.mgrid[0:270, 0:480]
    waves = np.sin(x / 31) * 30 + np.sin(y / 17) * 20
    channels = [120 + waves, 140 + waves * 0.6 + y / 5, 150 - waves + x / 9]
    return Image.fromarray(np.clip(np.dstack(channels), 0, 255).astype(np.uint8))
