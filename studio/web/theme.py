"""How the pages look: colours, type and sizes, given to Streamlit at start. System fonts, so nothing is loaded.

Light by day, dark by night: the browser's own wish decides. What Streamlit cannot say stands in `app/look.css`.
"""

from typing import Any

FONT = "'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

_SHARED: dict[str, Any] = {
    "font": FONT,
    "headingFont": FONT,
    "baseFontSize": 17,
    "headingFontSizes": ["1.6rem", "1.3rem", "1.15rem", "1.05rem", "1rem", "1rem"],
    "metricValueFontSize": "1.7rem",
    "metricValueFontWeight": 600,
    "paddingTop": "0.5rem",
    "showWidgetBorder": True,
    "baseRadius": "0.6rem",
}

_LIGHT: dict[str, Any] = {
    "primaryColor": "#B4451F",
    "backgroundColor": "#FFFDF9",
    "secondaryBackgroundColor": "#F6F1E7",
    "textColor": "#24211C",
    "borderColor": "#DDD3C1",
    "linkColor": "#A03C1A",
    "greenColor": "#2F7A5B",
    "redColor": "#B3261E",
    "blueColor": "#3B6EA5",
    "blueBackgroundColor": "#F3EEE2",
    "blueTextColor": "#4A4237",
    "yellowBackgroundColor": "#FBEFCF",
    "yellowTextColor": "#6B4A00",
    "chartCategoricalColors": ["#B4451F", "#2F7A5B", "#D99A2B", "#3B6EA5", "#7A4E8A", "#8A8378"],
}

_DARK: dict[str, Any] = {
    "primaryColor": "#C9582F",
    "backgroundColor": "#1B1916",
    "secondaryBackgroundColor": "#27231E",
    "textColor": "#F1EBDF",
    "borderColor": "#453E34",
    "linkColor": "#F0A07F",
    "greenColor": "#7CC4A0",
    "redColor": "#F2998F",
    "blueColor": "#8FB6DE",
    "blueBackgroundColor": "#2B271F",
    "blueTextColor": "#E3D9C6",
    "yellowBackgroundColor": "#3A2F12",
    "yellowTextColor": "#F3D58B",
    "chartCategoricalColors": ["#E07B54", "#6DBE98", "#E8B75A", "#86B0DC", "#B98ACB", "#B5AEA3"],
}

THEME: dict[str, Any] = {
    **{f"theme.{name}": value for name, value in _SHARED.items()},
    **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in _DARK.items()},
}
