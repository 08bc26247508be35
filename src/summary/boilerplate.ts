import type { Range } from './sentences.ts';

/** What content systems put before and after an article. Whole sentences, or what is left of one after a full stop. */
const whole: Readonly<Record<string, readonly RegExp[]>> = {
  'links to the rest': [
    /^(?:continue reading|read (?:the )?(?:full|rest of (?:the|this)|whole|entire|original)|keep reading|view (?:the )?(?:full|original|entire))(?!\p{L}).{0,140}$/iu,
    /^read more(?:$|[:.…»→>-]| (?:on|at|about|here|from|in)(?!\p{L})).{0,140}$/iu,
    /^(?:read (?:also|next|on)|see also|also read|related(?: (?:articles?|stor(?:y|ies)|coverage|content|topics?|news))?|more on this(?: story)?|recommended|don['’]t miss|most read|trending(?: now)?)(?:$|\s*[:»→>|-].{0,200}$)/iu,
    /^(?:read (?:also|next)|see also|also read)(?!\p{L}).{0,160}$/iu,
    /^(?:click|tap|press) (?:here|on the|the link)(?!\p{L}).{0,140}$/iu,
    /^(?:learn|find out|discover|see|view|show|load) more(?:$|[.…»→>:]| (?:here|about (?:this|our|us)|at|on our)(?!\p{L}).{0,140}$)/iu,
    /^(?:more|story continues|view comments|view image in fullscreen|read (?:it )?in (?:the )?app|(?:view|watch|see|open) (?:this |it )?(?:on|in) (?:youtube|twitter|x|instagram|facebook|tiktok|telegram|(?:your )?browser))[.…:»→]*$/iu,
    /^(?:full (?:story|article|text)|source|via|original(?: article)?|link|photos?|gallery|comments?)(?:\s*[:»→>]\s*(?:https?:\S+|\S+\.\p{L}{2,}\S*|here|[^.!?]{0,40})|\s*[»→>…])?$/iu,
  ],
  'where it was published': [
    /^(?:the post(?! (?:office|of|was|is|has)(?!\p{L}))|der beitrag|l['’]article|la entrada|el artículo|o post|l['’]articolo|het bericht|запись|сообщение)\s.{1,300}(?:appeared first on|first appeared (?:on|in)|erschien zuerst auf|est apparu en premier sur|(?:se publicó|apareció|aparece) primero en|apareceu primeiro em|proviene da|verscheen eerst op|появил[а-я]{1,3} сначала на|впервые появил[а-я]{1,3} на).*$/iu,
    /^this (?:article|story|post|piece|report|interview|transcript|page) (?:was|is|has been|originally|first|also)(?!\p{L}).{0,60}(?:published|appeared|updated|translated|produced|syndicated|republished|edited|generated|adapted)(?!\p{L}).*$/iu,
    /^(?:originally |first |last )?(?:published|posted|updated|modified)(?::| on| at|(?=\s(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|today|yesterday)))\s.{0,60}(?:\d{4}|\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?(?: \p{L}{2,4})?|ago)\.?$/iu,
    /^(?:with (?:inputs|files|reporting) from|reporting by|(?:additional )?(?:reporting|writing) by|editing by|compiled by|edited by|translated by|our standards:).{0,200}$/iu,
    /^\(?(?:reporting|writing|editing|additional reporting|compiled|edited) by .{1,200}\)?$/iu,
    /^(?:copyright (?:©|\(c\)|\d{4}|by )|©|\(c\) ?\d{4}|all rights reserved).*$/iu,
    /^copyright .{1,80}all rights reserved.*$/iu,
  ],
  'wishes of the publisher': [
    /^(?:please )?(?:subscribe|sign up|register|log in|sign in)(?:$|[.!:]| (?:now|here|today|free|for (?:our|the|free|more|full|a|unlimited)|to (?:our|the|read|get|receive|continue|access|see|view|unlock|comment|this)|with)(?!\p{L})).{0,160}$/iu,
    /^(?:already a (?:subscriber|member)|not a (?:subscriber|member)|subscribers? (?:only|can (?:read|access|view|listen|watch|log|sign|get))|this (?:content|article) is (?:for|only|available|exclusive|reserved|behind)).{0,160}$/iu,
    /^(?:follow|like|find|join) (?:us|our|[\p{Lu}@][^.!?]{0,40}) (?:on|at|in) (?:our |the )?(?:twitter|x|facebook|instagram|telegram|youtube|whatsapp|linkedin|threads|bluesky|mastodon|tiktok|discord|google news|signal|reddit).{0,160}$/iu,
    /^follow us(?![\p{L},]).{0,100}$/iu,
    /^share (?:this|on|via|with your)(?!\p{L}).{0,100}$/iu,
    /^(?:share|tweet|email|print|whatsapp|facebook|twitter|telegram|linkedin|copy link|save|bookmark)(?:[ ,|/·•]+(?:share|tweet|email|print|whatsapp|facebook|twitter|telegram|linkedin|copy link|save|bookmark|x))*$/iu,
    /^download (?:the|our) (?:\p{L}+ ){0,3}app(?!\p{L}).{0,120}$/iu,
    /^(?:get|receive) .{0,80}(?:in|to|delivered to) your inbox(?!\p{L}).{0,60}$/iu,
    /^(?:please )?(?:support|help) (?:us|our (?:work|journalism|reporting|newsroom|mission|site))(?![\p{L},]).{0,120}$/iu,
    /^.{0,60}(?:sign up|subscribe) (?:for|to) (?:our|the|this) .{0,40}newsletter.{0,60}$/iu,
    /^(?:thank you|thanks) for (?:reading|subscribing|watching|listening|being a)(?!\p{L}).{0,80}$/iu,
    /^(?:accept|manage|we use) (?:all )?cookies.{0,160}$/iu,
    /^(?:join the (?:conversation|discussion)|leave a (?:comment|reply)|have your say|what do you think)(?:$|[.?!:](?:$|\s*(?:tell|let|share|join|comment|leave|vote|have|write|email|e-mail|send)(?!\p{L}).{0,80}$)|\s(?:in the comments|below).{0,40}$)/iu,
  ],
  'labels of the page': [
    /^(?:advertisement|advertising|sponsored(?: content| post)?|promoted|scroll (?:down )?to continue|story continues below.{0,40}|article continues (?:below|after).{0,40}|skip (?:advertisement|ad|to (?:main )?content))[.:]?$/iu,
    /^(?:image|photo|picture|video|file photo|photograph)(?: (?:source|caption|credit|by|courtesy|of))?\s*[:,©].{0,160}$/iu,
    /^(?:photo|image|picture|photograph|illustration) (?:by|credit|courtesy of|from) .{1,60}$/iu,
    /^(?:(?:tags?|topics?|categor(?:y|ies)|keywords?|labels?|filed under|posted in)\s*:.{0,200}|(?:filed under|posted in) \S{1,40})$/iu,
    /^(?:listen to this (?:article|story)|hear this story)(?!\p{L}).{0,60}$/iu,
    /^(?:getty images|reuters|ap photo|afp|epa|shutterstock|image via .{1,40})(?:\s*[/|].{0,40})?$/iu,
    /^(?:watch|listen|videos?|audio|podcasts?|gallery|photos|in pictures)\s*[:|»▶].{0,160}$/iu,
    /^(?:article url|comments url|points|# comments)\s*:.{0,300}$/iu,
    /^submitted by \/?u\/.{0,120}$/iu,
    /^\d+ (?:comments?|shares?|views?|likes?|min(?:ute)?s?(?: read)?)$/iu,
    /^(?:By|BY|Von|Par|Por) \p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3}(?:, .{1,40})?$/u,
  ],
  'frames of live reports': [
    /^(?:this|our|the) live ?(?:blog|page|coverage|feed|reporting|updates?) (?:is|has|was|will|ends?)(?!\p{L}).{0,120}$/iu,
    /^(?:that['’]?s|that is) (?:all|it) (?:from us|for (?:now|today|tonight))(?!\p{L}).{0,80}$/iu,
    /^here(?:['’]s| is| are) (?:what we know|what you need to know|the latest|a (?:quick )?(?:recap|summary)|the key (?:points|events))(?: so far)?(?![\p{L}]).{0,40}$/iu,
    /^(?:key (?:events|moments|points|developments)|what we know so far|pinned(?: post)?|latest updates?|live(?: updates?)?)[.:]?$/iu,
  ],
  'other languages': [
    /^(?:weiterlesen|mehr (?:lesen|dazu|zum thema|erfahren)|lesen sie (?:auch|mehr|hier)|zum (?:ganzen )?artikel|hier klicken|abonnieren sie|folgen sie uns)(?!\p{L}).{0,120}$/iu,
    /^(?:lire (?:la suite|aussi|l['’]article|plus)|en savoir plus|à lire aussi|cliquez ici|abonnez[- ]vous|inscrivez[- ]vous|suivez[- ]nous|article réservé aux abonnés)(?!\p{L}).{0,120}$/iu,
    /^(?:leer (?:más|también|artículo)|lee también|le(?:e|a) (?:más|también)|seguir leyendo|sigue leyendo|haga clic aquí|suscr[ií]b(?:ete|ase)|síguenos|ver más)(?!\p{L}).{0,120}$/iu,
    /^(?:leia (?:mais|também)|continue lendo|saiba mais|clique aqui|assine|siga[- ]nos|veja também)(?!\p{L}).{0,120}$/iu,
    /^(?:leggi (?:anche|tutto|di più|l['’]articolo)|continua a leggere|clicca qui|iscriviti|scopri di più)(?!\p{L}).{0,120}$/iu,
    /^(?:lees (?:meer|verder|ook)|klik hier|czytaj (?:więcej|dalej|też|także)|les(?: mer|er også)|læs (?:mere|også)|läs (?:mer|också)|lue (?:lisää|myös))(?!\p{L}).{0,120}$/iu,
    /^(?:devamını oku|daha fazla(?:sı)? (?:oku|için)|haberin devamı|ayrıca okuyun|baca (?:juga|selengkapnya)|selengkapnya|xem thêm|đọc (?:tiếp|thêm)|číst (?:dále|více)|čtěte také|čítajte (?:viac|aj)|cite(?:ș|s|ş)te (?:mai mult|(?:ș|s|ş)i)|olvass? (?:tovább|el)|διαβάστε (?:περισσότερα|επίσης|ακόμα)|опширније|прочетете още)(?!\p{L}).{0,120}$/iu,
    /^(?:อ่าน(?:ต่อ|เพิ่มเติม)|קרא(?:ו)? (?:עוד|גם)|להמשך (?:ה)?קריאה).{0,80}$/u,
    /^(?:читать (?:далее|полностью|также|дальше)|читайте также|подписывайтесь|подпишитесь)(?:$|[\s:…»→.—-].{0,120}$)/iu,
    /^(?:подробнее|фото|видео)(?:$|\s*[:…»→—].{0,120}$|\.$|(?:\s(?:здесь|тут|на сайте|по ссылке|в (?:материале|статье|сюжете|нашем)).{0,80}$))/iu,
    /^(?:читати (?:далі|також)|читайте також|детальніше|اقرأ (?:المزيد|أيضا|أيضاً)|المزيد|للمزيد|تابع القراءة|ادامه مطلب|بیشتر بخوانید|مزید پڑھیں|और पढ़ें|यह भी पढ़ें).{0,120}$/iu,
    /^(?:阅读(?:更多|全文|原文)|閱讀(?:更多|全文|原文)|点击(?:查看|阅读|进入)|查看(?:全文|更多)|延伸(?:阅读|閱讀)|相关(?:阅读|新闻|链接)|更多(?:内容|新闻)|(?:责任编辑|責任編輯|来源|來源|编辑|編輯)[:：]).{0,60}$/u,
    /^(?:続きを読む|続きはこちら|もっと(?:見る|読む)|全文を読む|詳しくはこちら|あわせて読みたい|関連記事|この記事は有料|더 ?보기|더 ?읽기|자세히 보기|기사 더보기|관련 ?기사|무단 ?전재|저작권자|ⓒ).{0,80}$/u,
  ],
};

const wholeRules = Object.values(whole).flat();

/** No note of a page is longer. */
const longestNote = 600;

/** Whether a sentence is of the page, not of the story. */
export function isBoilerplate(sentence: string): boolean {
  const line = sentence
    .slice(0, longestNote)
    .replace(/^[\s[(<«»→▶•*-]+/u, '')
    .replace(/[\s\])>»→]+$/u, '');
  return !/[\p{L}\p{N}]/u.test(sentence) || wholeRules.some((rule) => rule.test(line));
}

/** What is glued to the end of a teaser: "… for the parade Read more »". */
const tail =
  /(?:\s+|(?<=[.…!?\]]))[[(]?(?:read more|continue reading|read the full (?:story|article)|click here to read more|weiterlesen|lire la suite|leer más|seguir leyendo|leia mais|leggi tutto|continua a leggere|читать далее|阅读更多|阅读全文|続きを読む|더 보기)(?:\s*[\])»→>…]|\.{3}|\s*$)+\s*$/iu;

/** How many characters at the end of a sentence are a link to the rest. */
export function tailLength(sentence: string): number {
  return tail.exec(sentence.slice(-80))?.[0].length ?? 0;
}

/** Notes that hold a title, and so perhaps the end of a sentence. */
const notes =
  /(?:^|(?<=[\s.!?…]))(?:The post|Der Beitrag|L['’]article|La entrada|O post|L['’]articolo)\s[^\n]{1,400}?\s(?:appeared first on|first appeared on|erschien zuerst auf|est apparu en premier sur|se publicó primero en|apareció primero en|apareceu primeiro em|proviene da)\s[^\n]{1,120}$/gmu;

/** The places of a text that are notes of the content system, however many sentences they seem to be. */
export function noteRanges(text: string): Range[] {
  return Array.from(text.matchAll(notes), ({ 0: note, index }) => ({
    start: index,
    end: index + note.length,
  }));
}
