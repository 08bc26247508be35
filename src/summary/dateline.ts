const agencies =
  'AP|AFP|Reuters|REUTERS|Xinhua|Yonhap|Kyodo|TASS|Tass|RIA Novosti|Interfax|dpa|DPA|ANI|PTI|IANS|UPI|Bloomberg|CNN|BBC|EFE|ANSA|AA|Anadolu|KCNA|CNA|NHK|SPA|WAM|IRNA|MENA|APA|ATS|Lusa|Belga|ANP|PAP|Ukrinform|UNI|VOA|RFE/RL|RFA|AFP/AP|AP/AFP|Agencies|Web Desk';
const place = "\\p{Lu}[\\p{L}.'’-]*(?:[ /-]\\p{Lu}[\\p{L}.'’-]*){0,3}";
const capitals = "\\p{Lu}[\\p{Lu}.'’-]{2,}(?:[ /-]\\p{Lu}[\\p{Lu}.'’-]+){0,3}";
const dash = '\\s*(?:[-–—:=]|--|\\.-)+\\s+';

/** Cities that papers of South Asia and the Gulf put before a colon; any word in capitals could be a label. */
const colonCities =
  'NEW DELHI|DELHI|MUMBAI|KOLKATA|CHENNAI|BENGALURU|HYDERABAD|SRINAGAR|LUCKNOW|ISLAMABAD|KARACHI|LAHORE|PESHAWAR|QUETTA|RAWALPINDI|MUZAFFARABAD|DHAKA|COLOMBO|KATHMANDU|KABUL|RIYADH|JEDDAH|DUBAI|ABU DHABI|DOHA|KUWAIT CITY|MANAMA|MUSCAT|CAIRO|AMMAN|BEIRUT|BAGHDAD|TEHRAN|ANKARA|ISTANBUL|DAMASCUS|GAZA|GAZA CITY|JERUSALEM|KUALA LUMPUR|JAKARTA|MANILA|BANGKOK|BEIJING|TOKYO|SEOUL|PYONGYANG|MOSCOW|KYIV|LONDON|PARIS|BERLIN|BRUSSELS|GENEVA|VIENNA|ROME|MADRID|WASHINGTON|NEW YORK|UNITED NATIONS';

/** Place, date and agency as wires put them before the first sentence. */
const forms: readonly RegExp[] = [
  // BEIJING (AP) — · SEOUL, South Korea (AP) — · LONDON, Sept 3 (Reuters) - · Berlin (dpa) - · Pekín, 3 sep (EFE).-
  new RegExp(`^${place}(?:, [^()\\n]{1,30})? ?\\((?:${agencies})\\)(?:${dash}|\\s+)`, 'u'),
  // (Reuters) - · (AP) —
  new RegExp(`^\\((?:${agencies})\\)${dash}`, 'u'),
  // Sept 3 (Reuters) -
  new RegExp(
    `^(?:\\p{Lu}\\p{L}{2,8}\\.? \\d{1,2}|\\d{1,2} \\p{L}{3,9}\\.?) \\((?:${agencies})\\)${dash}`,
    'u',
  ),
  // NEW DELHI: · Islamabad: · SRINAGAR, Sept 3:
  new RegExp(`^(?:${colonCities})(?:, [^:.\\n]{3,20})?: (?=\\S)`, 'iu'),
  // Seoul, South Korea – · Washington, DC –
  new RegExp(
    `^${place}, (?:DC|D\\.C\\.|\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?)\\s+[–—]\\s+(?=["“'‘«]?\\p{Lu})`,
    'u',
  ),
  // MOSCOW, September 3. /TASS/.
  new RegExp(`^${place}, [^()\\n/]{1,24} /(?:${agencies})/\\.\\s+`, 'u'),
  // МОСКВА, 3 сен — РИА Новости.
  /^\p{Lu}[\p{Lu} -]{2,30}, \d{1,2} \p{L}{3,9}\.?\s*[–—-]\s*(?:РИА Новости|ТАСС|Интерфакс)(?:[,.][^.\n]{0,30})?\.\s+/u,
  // BEIJING — · BEIJING, Sept. 3 — · WASHINGTON, D.C. —
  new RegExp(
    `^${capitals}(?:, (?:\\p{Lu}\\p{L}{2,8}\\.? \\d{1,2}|\\d{1,2} \\p{L}{3,9}\\.?|D\\.C\\.|[\\p{Lu}\\p{Ll}]+(?: [\\p{Lu}\\p{Ll}]+)?))?(?: \\([^()\\n]{2,20}\\))?\\s*(?:[–—]|--?)+\\s+(?=["“'‘«]?[\\p{Lu}\\d])`,
    'u',
  ),
  // 新华社北京9月3日电（记者张三） · 中新社北京9月3日电
  /^[（(]?(?:新华社|中新社|中新网|人民网|央视网|新華社|中央社)[^\n，。]{0,12}(?:\d{1,2}月)?\d{1,2}日[）)]?[电電](?:\s*[（(][^）)\n]{1,24}[）)])?\s*/u,
  // 【北京＝共同】 · 【ソウル聯合ニュース】
  /^【[^】\n]{1,20}】\s*/u,
  // (서울=연합뉴스) 홍길동 기자 =
  /^[(（[][^)）\]\n]{1,16}=[^)）\]\n]{1,12}[)）\]]\s*(?:[가-힣· ]{2,30}(?:기자|특파원)\s*=\s*)?/u,
];

/** How many characters at the start of a text are its dateline; 0 where it has none. */
export function datelineLength(text: string): number {
  const start = text.slice(0, 160);
  for (const form of forms) {
    const length = form.exec(start)?.[0].length;
    if (length !== undefined) return length;
  }
  return 0;
}
