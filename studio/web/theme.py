"""How the pages look: colours, type and sizes, given to Streamlit at start. System fonts, so nothing is loaded."""

from typing import Any

FONT = "'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

THEME: dict[str, Any] = {
    "theme.base": "light",
    "theme.primaryColor": "#B4451F",
    "theme.backgroundColor": "#FFFDF9",
    "theme.secondaryBackgroundColor": "#F6F1E7",
    "theme.textColor": "#24211C",
    "theme.borderColor": "#DDD3C1",
    "theme.linkColor": "#A03C1A",
    "theme.greenColor": "#2F7A5B",
    "theme.redColor": "#B3261E",
    "theme.blueColor": "#3B6EA5",
    "theme.blueBackgroundColor": "#F3EEE2",
    "theme.blueTextColor": "#4A4237",
    "theme.yellowBackgroundColor": "#FBEFCF",
    "theme.yellowTextColor": "#6B4A00",
    "theme.font": FONT,
    "theme.headingFont": FONT,
    "theme.baseFontSize": 17,
    "theme.headingFontSizes": ["1.6rem", "1.3rem", "1.15rem", "1.05rem", "1rem", "1rem"],
    "theme.metricValueFontSize": "1.7rem",
    "theme.metricValueFontWeight": 600,
    "theme.paddingTop": "0.5rem",
    "theme.showWidgetBorder": True,
    "theme.baseRadius": "0.6rem",
    "theme.chartCategoricalColors": ["#B4451F", "#2F7A5B", "#D99A2B", "#3B6EA5", "#7A4E8A", "#8A8378"],
}
