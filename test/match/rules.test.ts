import { describe, expect, it } from 'vitest';
import { createAliasTable } from '../../src/match/aliases.ts';
import { createKeywordIndex } from '../../src/match/keyword-index.ts';

const aliases = createAliasTable([
  {
    name: 'Shanghai Cooperation Organisation',
    aliases: ['SCO', 'ШОС', '上合组织', '上海協力機構', '상하이협력기구', 'منظمة شنغهاي للتعاون'],
    context: { near: ['summit', 'Xi', 'Tianjin'], notNear: ['SCO Group', 'Linux', 'IBM'] },
  },
  { name: 'United Nations', aliases: ['UN', 'ООН', '联合国', '유엔', 'الأمم المتحدة'] },
  { name: 'World Health Organization', aliases: ['WHO', 'OMS'] },
]);

function found(keyword: string, text: string): string[] {
  const index = createKeywordIndex({ aliases, inflected: ['ru', 'uk'] });
  index.add({ keyword, aliases: [], owner: 'o' });
  return index.search({ title: '', text }).flatMap(({ matches }) => matches.map((match) => match.text));
}

type Row = readonly [keyword: string, finds: string, words: string, missesIn: string];

/** By topic: what is found, in which words, and a near miss in which the keyword must not be found. */
const tables: Readonly<Record<string, readonly Row[]>> = {
  'words, not substrings': [
    ['Iran', 'Iran answers', 'Iran', 'The veterans of Tirana'],
    ['Gaza', '“Gaza”, he said', 'Gaza', 'A gazage of gazanias'],
    ['oil', 'Oil, gas and coal', 'Oil', 'The soil boils'],
    ['Xi', 'Xi: “no”', 'Xi', 'The taxi exits'],
    ['North Korea', 'North  Korea tests', 'North  Korea', 'North of Korea'],
    ['North Korea', 'north\nkorea tests', 'north\nkorea', 'They went north. Korea stayed'],
    ['climate change', 'Climate-change deniers', 'Climate-change', 'The climate will change'],
    ['Kim Yo Jong', 'Kim Yo-jong warns', 'Kim Yo-jong', 'Kim Jong Yo'],
  ],
  'hyphens, spaces and joined words': [
    ['Kim Jong Un', 'KIM JONG-UN’S sister', 'KIM JONG-UN', 'Kim Jong-Unfried'],
    ['Kim Jongun', 'Kim Jong Un waves', 'Kim Jong Un', 'Kim and Jong Un-Chul'],
    ['Kim Jong-un', 'Kim Jong‐un waves', 'Kim Jong‐un', 'Kim Jongunter'],
    ['email', 'An e-mail leaked', 'e-mail', 'An e mail leaked'],
    ['e-mail', 'Email leaked', 'Email', 'Mail leaked'],
    ['MiG-29', 'A MiG29 fell', 'MiG29', 'A MiG 2900 fell'],
    ['Su-57', 'Su 57 jets', 'Su 57', 'Su 5 7'],
    ['COVID-19', 'Covid 19 cases', 'Covid 19', 'Covid 190 cases'],
    ['Tu-160', 'Tu–160 bombers', 'Tu–160', 'Tu-16 bombers'],
    ['ceasefire', 'A cease-fire holds', 'cease-fire', 'They cease fire-fighting'],
    ['F-16', 'F-16s for Kyiv', 'F-16', 'AF-16 for Kyiv'],
  ],
  'punctuation that means something': [
    ['.NET', 'The .NET runtime', '.NET', 'The net result'],
    ['C++', 'Modern C++, again', 'C++', 'Vitamin C + D'],
    ['C#', 'C# and F#', 'C#', 'C major'],
    ['AT&T', 'AT&T’s profit', 'AT&T', 'AT & T'],
    ['S&P 500', 'The S&P 500 fell', 'S&P 500', 'S and P 500'],
    ['G7', 'G-7 leaders', 'G-7', 'G-77 leaders'],
    ['G20', 'The G20’s host', 'G20', 'The G2 0'],
    ["N'Djamena", 'In N’Djamena', 'N’Djamena', 'In Djamena'],
    ['9/11', 'After 9/11', '9/11', 'After 9 to 11'],
    ['"AND"', 'the word AND', 'AND', 'the word band'],
  ],
  'possessives and plurals': [
    ['Putin', 'Putin’s plan', 'Putin', 'Putinism'],
    ['Iran', "Iran's plan", 'Iran', 'Irans Plan'],
    ['tariff', 'New tariffs', 'tariffs', 'A tariffed good'],
    ['tariffs', 'A new tariff', 'tariff', 'A tarif'],
    ['Sanctions', 'A sanction on oil', 'sanction', 'Sanctioned oil'],
    ['universe', 'Two universes', 'universes', 'The university'],
    ['company', 'Oil companies', 'companies', 'An accompanist'],
    ['crisis', 'The crisis', 'crisis', 'The critic'],
    ['woman', 'Women march', 'Women', 'Womanly'],
    ['war', 'Two wars', 'wars', 'Warsaw'],
    ['ballistic missile', 'Ballistic missiles fly', 'Ballistic missiles', 'Ballistic and missile'],
    ['William', 'William waves', 'William', 'Williams waves'],
    ['news', 'The news', 'news', 'A new one'],
    ['media', 'State media', 'media', 'A medium'],
    ['hama', 'In Hama', 'Hama', 'Hamas said'],
  ],
  'British and American spelling': [
    ['organisation', 'An organization', 'organization', 'An organist'],
    ['Ministry of Defence', 'The Ministry of Defense', 'Ministry of Defense', 'The Ministry of Fences'],
    ['labor', 'Labour unions', 'Labour', 'A laboratory'],
    ['armored vehicle', 'Armoured vehicles', 'Armoured vehicles', 'Armory vehicles'],
    ['World Trade Center', 'World Trade Centre', 'World Trade Centre', 'World Trade Central'],
    ['aluminium', 'Aluminum tariffs', 'Aluminum', 'Alumni'],
    ['cheque', 'A cheque', 'cheque', 'A check'],
    ['defenses', 'Air defence', 'defence', 'Defenders'],
  ],
  acronyms: [
    ['UN', 'UN-led talks', 'UN', 'Kim Jong Un'],
    ['UN', 'the U.N.-led talks', 'U.N.', 'Un jour'],
    ['U.S.', 'US troops', 'US', 'Contact us'],
    ['US', 'The U.S. Army', 'U.S.', 'US AND THEM TODAY'],
    ['US', 'U.S. VOTES ON TUESDAY', 'U.S.', 'TELL US MORE'],
    ['IT', 'IT workers', 'IT', 'It works'],
    ['AI', 'AI chips', 'AI', 'Ai Weiwei'],
    ['WHO', 'the WHO said', 'WHO', 'WHO IS THE WINNER'],
    ['NATO', 'Nato’s chief', 'Nato', 'nato a Roma'],
    ['Unesco', 'UNESCO lists it', 'UNESCO', 'Unescorted'],
    ['EU', 'The EU-China summit', 'EU', 'Eu sou'],
    ['NATO', 'NATO MEETS IN BRUSSELS', 'NATO', 'ANATOMY OF A WAR'],
    ['WHO', 'WHO CHIEF: “not over”', 'WHO', 'WHO WILL STOP THIS WAR? Experts ask'],
    ['US', 'The US, UK, EU and UN agree', 'US', 'Podcast: TELL US MORE ABOUT IT'],
    ['IT', 'Staff of US FBI IT systems', 'IT', 'Opinion: WILL IT EVER END'],
    ['UN', 'He says UN AID WORKS', 'UN', 'He writes: “IT WAS UN BEL GIORNO”'],
    ['who', 'Who won?', 'Who', 'Whose turn'],
    ['J.D. Vance', 'JD Vance spoke', 'JD Vance', 'Jd. Advance'],
    ['JD Vance', 'J.D. Vance spoke', 'J.D. Vance', 'J. Vance'],
    ['SCO', 'SCO posed for a group photo', 'SCO', 'The SCO Group sued'],
    ['SCO', 'SCO met', 'SCO', 'IBM beat SCO'],
    ['Shanghai Cooperation Organisation', 'SCO summit', 'SCO', 'SCO shares fell'],
    ['sco', 'Саммит ШОС', 'ШОС', 'шоссе'],
    ['United Nations', 'WHO and UN', 'UN', 'Un ballo'],
  ],
  'accents and forms of letters': [
    ['Erdogan', 'ERDOĞAN spoke', 'ERDOĞAN', 'Erdoganism'],
    ['Zelenskyy', 'Zélenskyy', 'Zélenskyy', 'Zelensky'],
    ['Lula da Silva', 'Lula  Da  Sílva', 'Lula  Da  Sílva', 'Lula de Silva'],
    ['Łódź', 'Lodz hosts', 'Lodz', 'Lods hosts'],
    ['Sao Tome', 'São Tomé', 'São Tomé', 'São Tomás'],
    ['Dalai Lama', 'Dalai​ Lama', 'Dalai​ Lama', 'Dalailamaism'],
    ['Beijing', 'ＢＥＩＪＩＮＧ', 'ＢＥＩＪＩＮＧ', 'ＢＥＩＪＩＮ'],
    ['office', 'The oﬃce', 'oﬃce', 'The oﬀ ice'],
    ['Straße', 'STRASSE', 'STRASSE', 'STRASE'],
    ['Vietnam', '𝐕𝐢𝐞𝐭𝐧𝐚𝐦 votes', '𝐕𝐢𝐞𝐭𝐧𝐚𝐦', '𝐕𝐢𝐞𝐭 votes'],
    ['Đà Nẵng', 'Da Nang', 'Da Nang', 'Da Nangka'],
    ['İstanbul', 'Istanbul', 'Istanbul', 'Stanbul'],
    ['Şanlıurfa', 'Sanliurfa', 'Sanliurfa', 'Urfa'],
  ],
  'French and Italian elision': [
    ['ONU', 'L’ONU vote', 'ONU', 'Lonuit'],
    ['Iran', "l'Iran répond", 'Iran', "l'Iranien"],
    ['Ucraina', 'nell’Ucraina', 'Ucraina', 'nell’Ucrainas'],
  ],
  Cyrillic: [
    ['Путин', 'Путина ждут', 'Путина', 'Распутин'],
    ['Лавров', 'с Лавровым', 'Лавровым', 'лавры'],
    ['Зеленский', 'Зеленского встретили', 'Зеленского', 'зелень'],
    ['Москва', 'в Москве', 'Москве', 'москит'],
    ['Королёв', 'КОРОЛЕВ', 'КОРОЛЕВ', 'Королевство'],
    ['Киев', 'Киев ответил', 'Киев', 'киевлянин'],
    ['Київ', 'Київ відповів', 'Київ', 'Киів'],
    ['Майский', 'Маи\u0306ский', 'Маи\u0306ский', 'Маиский'],
    ['ООН', 'Совет ООН', 'ООН', 'Оон'],
  ],
  Greek: [
    ['Αθήνα', 'ΑΘΗΝΑ: νέα', 'ΑΘΗΝΑ', 'Αθηναίος'],
    ['Κύπρος', 'Η Κυπρος', 'Κυπρος', 'Κύπριος'],
  ],
  Arabic: [
    ['غزة', 'قصف غَزَّة', 'غَزَّة', 'غزال في'],
    ['إيران', 'ايران ترد', 'ايران', 'ايراني'],
    ['السعودية', 'الســعودية', 'الســعودية', 'السعوديون'],
    ['الأمم المتحدة', 'في الامم المتحدة', 'الامم المتحدة', 'الأمم غير المتحدة'],
    ['تهران', 'تهران پاسخ داد', 'تهران', 'تهرانی'],
  ],
  Hebrew: [
    ['ישראל', 'יִשְׂרָאֵל', 'יִשְׂרָאֵל', 'ישראלי'],
    ['עזה', 'רצועת עזה', 'עזה', 'עזהר'],
  ],
  'scripts of India': [
    ['मोदी', 'प्रधानमंत्री मोदी ने', 'मोदी', 'मदद'],
    ['दिल्ली', 'नई दिल्ली में', 'दिल्ली', 'दिल'],
    ['ঢাকা', 'ঢাকা শহর', 'ঢাকা', 'ঢাক'],
    ['சென்னை', 'சென்னை நகரம்', 'சென்னை', 'சென்'],
  ],
  'Georgian, Armenian, Ethiopic': [
    ['თბილისი', 'თბილისი დღეს', 'თბილისი', 'თბილი'],
    ['Երևան', 'Երևան քաղաք', 'Երևան', 'Երև'],
    ['ኢትዮጵያ', 'ኢትዮጵያ ዛሬ', 'ኢትዮጵያ', 'ኢትዮ'],
  ],
  Chinese: [
    ['习近平', '国家主席习近平出席', '习近平', '习近来'],
    ['上合组织', '在上合组织会议上', '上合组织', '上海合作'],
    ['俄罗斯', '与俄罗斯总统', '俄罗斯', '俄方'],
    ['普京', 'Xi与普京会谈', '普京', '普通北京'],
    ['United Nations', '在联合国大会', '联合国', '联合各国'],
    ['中国', '中　国', '中　国', '中美国'],
  ],
  Japanese: [
    ['岸田', '岸田氏が', '岸田', '岸本田'],
    ['ウクライナ', 'ウクライナでは', 'ウクライナ', 'ウクライナー'],
    ['プーチン', 'ﾌﾟｰﾁﾝ氏', 'ﾌﾟｰﾁﾝ', 'プーチンスキー'],
    ['ガザ', 'カ\u3099サ\u3099で', 'カ\u3099サ\u3099', 'カサで'],
    ['キム・ジョンウン', 'キムジョンウン氏', 'キムジョンウン', 'キム・ジョンイル'],
  ],
  Korean: [
    ['김정은', '북한김정은국무위원장이', '김정은', '김정 은행'],
    ['유엔', '유엔에서', '유엔', '고유엔진'],
    ['한국', '한국은행이', '한국', '대한국민'],
    ['북한', '"북한"이라고', '북한', '남북한계'],
    ['이란', '이란의 핵', '이란', '평화이란 무엇'],
    ['시진핑', '시진핑과 푸틴', '시진핑', '시진 핑계를 댔다 시진'],
    ['각', '각 나라', '각', '생각하다'],
    ['한국', '\u1112\u1161\u11ab\u1100\u116e\u11a8은', '\u1112\u1161\u11ab\u1100\u116e\u11a8', '한글'],
  ],
  'Thai, Khmer, Lao, Burmese': [
    ['กัมพูชา', 'ไทยกัมพูชาปะทะ', 'กัมพูชา', 'กัมพู'],
    ['กม', 'ระยะ กม ที่', 'กม', 'เกม'],
    ['ភ្នំពេញ', 'នៅភ្នំពេញថ្ងៃ', 'ភ្នំពេញ', 'ភ្នំ'],
    ['ວຽງຈັນ', 'ຢູ່ວຽງຈັນ', 'ວຽງຈັນ', 'ວຽງ'],
    ['မြန်မာ', 'မြန်မာနိုင်ငံ', 'မြန်မာ', 'မြန်'],
  ],
  'exact spellings, prefixes, NEAR and the rest of the language': [
    ['=SCO', 'The SCO met', 'SCO', 'ШОС and sco'],
    ['=Sco', 'a Sco b', 'Sco', 'a SCO b'],
    ['=organisation', 'the organisation', 'organisation', 'the organization'],
    ['="Kim Jong Un"', 'Kim Jong Un met', 'Kim Jong Un', 'Kim Jong-un met'],
    ['nucl*', 'A nuclear test', 'nuclear', 'A nuc test'],
    [
      'donaudampfschifffahrtsgesellschaft*',
      'Donaudampfschifffahrtsgesellschaften',
      'Donaudampfschifffahrtsgesellschaften',
      'Donaudampfschifffahrt',
    ],
    ['nucl*', 'Nucléaire', 'Nucléaire', 'Pronuclear'],
    ['kim NEAR/3 missile', 'Missiles of Kim', 'Missiles Kim', 'Kim said that no missile flew'],
    ['kim NEAR/1 missile', 'Kim missile', 'Kim missile', 'Kim, the missile'],
    ['/F-?(16|35)/', 'An F35 fell', 'F35', 'An F-22 fell'],
    ['kim AND (putin OR xi)', 'Kim met Xi', 'Kim Xi', 'Kim met Modi'],
    ['kim -xi', 'Kim met Modi', 'Kim', 'Kim met Xi'],
    ['kim NOT (xi OR putin)', 'Kim met Modi', 'Kim', 'Putin met Kim'],
    ['text:kim', 'Kim', 'Kim', 'Kimchi'],
    ['(SCO OR UN) AND summit', 'summit, ШОС', 'summit ШОС', 'summit in Kim Jong Un land'],
  ],
};

describe.each(Object.entries(tables))('%s', (_, rows) => {
  it.each(rows)('%j is found in %j', (keyword, text, words) => {
    expect(found(keyword, text).join(' ')).toBe(words);
  });

  it.each(rows.map(([keyword, , , text]) => [keyword, text]))('%j is not found in %j', (keyword, text) => {
    expect(found(keyword, text)).toEqual([]);
  });
});

it('has as many rules as the language is promised to have', () => {
  expect(Object.values(tables).flat().length * 2).toBeGreaterThanOrEqual(200);
});
