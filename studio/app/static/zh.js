// Streamlit's own words in Chinese. It has no translation of its own; who asks for English keeps them.
const WORDS = {
  "Press Enter to apply": "按回车确认",
  "Press Enter to submit form": "按回车提交",
  "No results": "没有找到",
  "No options to select": "没有可选的",
  "Choose an option": "请选择",
  "Choose options": "请选择",
  "Select all": "全选",
  "Loading...": "正在打开…",
  "Connecting": "正在连接",
  "Connection error": "连接断了",
  "Please wait...": "请稍候…",
  "Running...": "正在处理…",
  "Stop": "停止",
  "Rerun": "刷新",
  "Settings": "设置",
  "Print": "打印",
  "Page not found": "没有这个页面",
  "Skip to main content": "跳到正文",
  "Clear value": "清除",
  "Close": "关闭",
  "Fullscreen": "全屏",
  "Download": "下载",
  "View fullscreen": "全屏查看",
  "Main menu": "菜单",
  "Open": "打开",
  "progress": "进度",
  "Notifications": "提示",
  "Clear all": "全部清除",
  "Selected values": "已选的",
  "Copy column name": "复制列名",
  "Dataframe column menu": "列的菜单",
  "Close Search": "关闭搜索",
  "Next Result": "下一个",
  "Previous Result": "上一个",
  "No data": "没有数据",
  "Search": "搜索",
  "Type to search": "输入要找的字",
  "Show/hide columns": "显示或隐藏列",
  "Download as CSV": "存成 CSV 表",
  "Add row": "加一行",
  "Delete row(s)": "删掉选中的行",
  "Clear selection": "取消选择",
  "Close fullscreen": "退出全屏",
  "Cancel (Escape)": "取消",
  "Sort ascending": "从小到大",
  "Sort descending": "从大到小",
  "Autosize": "合适的宽度",
  "Pin column": "固定这一列",
  "Unpin column": "不再固定",
  "Hide column": "隐藏这一列",
  "Format": "格式",
  "Automatic": "自动",
  "Localized": "本地习惯",
  "Plain": "原样",
  "Compact": "简短",
  "Dollar": "美元",
  "Euro": "欧元",
  "Yen": "日元",
  "Percent": "百分数",
  "Scientific": "科学记数",
  "Accounting": "会计",
  "Statistics": "统计",
  "Show statistics": "看统计",
  "Count": "个数",
  "Empty": "空的",
  "Distinct": "不同的",
  "Values": "值",
  "Average": "平均",
  "Median": "中位数",
  "Minimum": "最小",
  "Maximum": "最大",
  "Sum": "合计",
  "Range": "范围",
  "Standard deviation": "标准差",
  "Average length": "平均字数",
  "Minimum length": "最少字数",
  "Maximum length": "最多字数",
  "Based on sample": "按抽样",
}
const PATTERNS = [
  [/^(\d+) options? available\.$/, "有 $1 个可选"],
  [/^Remove (.+)$/, "去掉 $1"],
  [/^Fullscreen: (.+)$/, "全屏：$1"],
  [/^[\w ]+ icon$/, "图标"],
]
const inChinese = words => {
  const said = words.trim()
  return WORDS[said] ?? PATTERNS.filter(([pattern]) => pattern.test(said)).map(([pattern, word]) => said.replace(pattern, word))[0]
}
const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"]
const LEFT_ALONE = "script, style, textarea, [data-testid=stMarkdownContainer], .studio-captions"

const translateText = node => {
  const word = inChinese(node.data)
  if (word && !node.parentElement?.closest(LEFT_ALONE)) node.data = word
}
const translateElement = element => {
  for (const name of ATTRIBUTES) {
    const word = inChinese(element.getAttribute(name) ?? "")
    if (word) element.setAttribute(name, word)
  }
}
const translate = root => {
  if (root.nodeType === Node.TEXT_NODE) return translateText(root)
  if (root.nodeType !== Node.ELEMENT_NODE) return
  translateElement(root)
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) walker.currentNode.nodeType === Node.TEXT_NODE ? translateText(walker.currentNode) : translateElement(walker.currentNode)
}

const chosen = document.cookie.match(/(?:^|; )studio_language=(\w+)/)?.[1] ?? navigator.language
if (chosen.toLowerCase().startsWith("en")) document.documentElement.lang = "en"
else {
  translate(document.documentElement)
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === "characterData") translateText(change.target)
      else if (change.type === "attributes") translateElement(change.target)
      else change.addedNodes.forEach(translate)
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES })
}
