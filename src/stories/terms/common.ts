/**
 * Words that news is full of, by how rare they are: in about how many of a hundred items they stand. Their counts are
 * where a bot that has read nothing yet begins. Everything else is taken for rare until it has been seen often.
 */
const common: readonly (readonly [share: number, words: string])[] = [
  [
    4,
    `said says saying say told new year years day days week people government president minister prime state country
    one two three first last news live update updates latest report reports reported officials official time world
    monday tuesday wednesday thursday friday saturday sunday according`,
  ],
  [
    2,
    `killed dead dies died death deaths kill kills police attack attacks war leader leaders party election vote court
    trump us china russia ukraine israel gaza biden uk army military forces security man woman city million billion
    former high least hundreds dozens thousands january february march april may june july august september october
    november december 2022 2023 2024 2025 2026`,
  ],
  [
    1,
    `strike strikes missile missiles drone drones talks talk summit meeting meet meets met visit visits trip deal
    plan plans support calls call warns warn warning urges vows back backs top key set make makes made take takes took
    hit hits win wins won lose loses lost beat beats head chief boss ceo company market markets shares price prices
    economy economic bank oil gas trade tariffs rate rates percent home house children child family school hospital
    health region national international foreign defense defence white parliament senate congress lawmakers republican
    democrat democratic campaign presidential candidate opposition ruling crisis conflict ceasefire peace border
    troops soldiers weapons nuclear deadly shooting shot dead injured wounded toll rises rise fall falls hurt suspect
    arrested arrest charged charges trial judge case law rules rule ruling lawsuit investigation protest protests
    protesters climate fire fires storm flood floods earthquake quake magnitude rescue rescuers search missing
    survivors plane flight jet airport train crash crashes ship game match team season league cup final title champion
    video watch analysis opinion week month months ago night morning evening early late start starts end ends begin
    begins next big major biggest ahead amid over after before against under show shows face faces seek seeks
    find found look why how what need know things here's statement press conference announces announced announce
    named names name resign resigns resignation quits step steps down ousted leaves leave return returns arrives
    arrive open opens opening close closes sign signs signed agree agrees agreement power public political politics
    group member members sources source report ministry department agency service services american british european
    israeli russian chinese ukrainian french german britain france germany india indian japan iran iranian turkey
    europe eu un nato united states washington london moscow beijing kyiv kiev paris gaza hamas hezbollah putin xi
    zelensky zelenskyy zelenskiy netanyahu macron king queen pope hours hour minutes people's local area north south
    east west northern southern eastern western central capital town village street building
    coast sea island river water air weather heavy rain heat record history historic season victory speech
    address powerful huge massive strong serious emergency alert issued order orders ordered ban bans lift ease tension
    tensions relations ties visit official leader's response act action move moves work workers job jobs pay cost
    money fund funds budget tax cut cuts increase growth inflation high low data study research scientists technology
    tech ai social media online app phone car cars road police officers officer prison jail sentenced years guilty
    murder victim victims accused alleged fear fears threat threats risk concern concerns pressure blow hope hopes`,
  ],
  [
    0.4,
    `apple google microsoft amazon meta facebook tesla nvidia samsung sony netflix fed treasury nasdaq dow stocks
    spain italy poland canada mexico brazil australia korea taiwan pakistan afghanistan syria lebanon yemen iraq
    egypt africa asia california texas florida york los angeles premier england scotland harris obama clinton musk
    olympics olympic football soccer nfl nba film movie star music album singer actor tv`,
  ],
];

/** The common words with their share of items, 0 to 1; a word in several groups has the largest. */
export const commonWords: ReadonlyMap<string, number> = new Map(
  common
    .toReversed()
    .flatMap(([share, words]) => words.split(/\s+/).map((word) => [word, share / 100] as const)),
);

/**
 * Words that name one thing in news of several languages. Written as words come out of `casedWords`: without accents.
 * Copies in another language are recognised by names and numbers; these only help.
 */
const concepts: Readonly<Record<string, string>> = {
  quake:
    'earthquake earthquakes quakes tremor tremors temblor aftershock aftershocks erdbeben beben seisme terremoto terremotos sismo землетрясение землетрясения землетрясению 地震 지진 zemletryasenie zemljotres trzesienie deprem زلزال',
  kill: 'killed killing kills dead deaths die dies died dying slain fatal deadly deadliest tote toten getotet morts mort tue tues muertos muerto muere mueren morti morto mortes mortos погиб погибли убит убиты погибших 死亡 死者 遇难 사망 uccisi ucciso',
  hurt: 'injured injures injuring injuries wounded wounds wounding verletzt verletzte blesses blesse heridos herido feriti ранены пострадали 受伤 負傷',
  elect:
    'election elections electoral wahl wahlen elecciones eleicoes elezioni выборы 选举 選挙 선거 vote votes voting voters',
  resign:
    'resigns resigned resigning resignation quits quit dimite demissionne dimissioni rucktritt tritt zurucktreten отставка 辞任 辞职 사퇴 사임 steps stepping exits',
  attack:
    'attacks attacked attacking angriff angriffe attaque attaques frappe frappes ataque ataques attacco attacchi удар атака атаки 攻撃 袭击 공격',
  drone: 'drones drohne drohnen dron drono беспилотник дрон дроны 无人机 drony drona',
  missile: 'missiles rocket rockets rakete raketen misil misiles missili ракета ракеты 导弹 미사일',
  plane: 'planes jet jets aircraft airliner flugzeug avion aereo aviao самолет 飞机 航空機 여객기 airplane',
  train: 'trains zug tren treno trem поезд 列车 专列 列車 열차 railway rail',
  president: 'prasident prasidenten presidente президент президента 总统 総統 대통령 presidential presidents',
  premier: 'pm premierminister premierministerin premiers ministerprasident ministerprasidentin',
  government: 'regierung gouvernement gobierno governo правительство 政府 정부',
  parade: 'parades militarparade defile desfile парад 阅兵式 阅兵 閱兵 열병식',
  crash:
    'crashes crashed crashing absturz flugzeugabsturz авиакатастрофа 坠毁 墜落 추락 collision collide collides collided',
  flood: 'floods flooding flooded uberschwemmung inondations inundaciones alluvione наводнение 洪水 홍수',
  landslide:
    'landslides mudslide mudslides erdrutsch glissement deslizamiento оползень 山体滑坡 土砂崩れ 산사태',
  wildfire: 'wildfires bushfire bushfires waldbrand waldbrande incendies incendios',
  usa: 'usas eeuu сша 美国 米国 미국 american americans america americas us',
  uk: 'britain british britains grossbritannien',
  shoot:
    'shooting shootings shot shots gunman gunmen gunfire gunshot gunshots schusse schuss tiroteo fusillade стрельба 枪击 銃撃 총격',
  stab: 'stabbing stabbings stabbed knife messerangriff couteau cuchillo',
  bomb: 'bombing bombings bombs blast blasts explosion explosions explode explodes explosiones explosionen взрыв взрывы 爆炸 爆発 폭발',
  impeach: 'impeachment impeaches impeached destituye destitution destitucion amtsenthebung 弹劾 弾劾 탄핵',
  hostage: 'hostages geisel geiseln otages otage rehenes rehen ostaggi заложники 人质',
  ceasefire: 'truce waffenruhe waffenstillstand tregua перемирие 停火 停戦 휴전',
  resume: 'resumes resumed resuming restart restarts',
  jail: 'jailed jails prison imprisoned sentenced sentence sentences imprisonment',
  fine: 'fines fined penalty',
  buy: 'buys buying acquire acquires acquired acquisition takeover',
  gain: 'jump jumps jumped soar soars soared surge surges surged rally rallies rallied climb climbs climbed',
  drop: 'drops dropped plunge plunges plunged plunging tumble tumbles tumbled slump slumps slumped sink sinks fall falls fell slide slides',
  launch: 'launches launched launching unveil unveils unveiled unveiling',
  russia: 'russian russians russland russe russes ruso rusa rusos russo russi russlands',
  ukraine: 'ukrainian ukrainians ukrainisch ukrainische ucraina ucrania',
  china: 'chinese chinas chine chinois chino cinese kina',
  france: 'french frances francais francia frankreich',
  germany: 'german germans germanys deutschland deutsche allemagne alemania germania',
  spain: 'spanish spains espana spanien espagne',
  italy: 'italian italys italia italien italie',
  japan: 'japanese japans japon giappone',
  turkey: 'turkish turkeys turkiye turkei turquie turquia',
  poland: 'polish polands polen pologne polonia polska',
  india: 'indian indias inde indien',
  greece: 'greek greeces grecia griechenland grece',
  denmark: 'danish danmark danemark danmarks',
  sweden: 'swedish schweden suede',
  norway: 'norwegian norwegen norvege',
  netherlands: 'dutch niederlande',
  switzerland: 'swiss schweiz suisse svizzera',
  ireland: 'irish',
  wales: 'welsh',
  scotland: 'scottish schottland schottlands ecosse',
  thailand: 'thai thais',
  brazil: 'brazilian brasil brasilien bresil',
  korea: 'korean koreans koreas coree corea sudkorea nordkorea',
  israel: 'israeli israelis israels israelisch israelische israelischer',
  iran: 'iranian iranians irans',
  iraq: 'iraqi iraqis',
  syria: 'syrian syrians syrien syrie siria',
  egypt: 'egyptian agypten egypte',
  europe: 'european europa',
  lebanon: 'lebanese libanon liban libano',
  taiwan: 'taiwanese',
  canada: 'canadian canadians canadas kanada kanadas',
  mexico: 'mexican mexicans',
  portugal: 'portuguese',
  hungary: 'hungarian ungarn hongrie',
  romania: 'romanian romaniei rumanien',
  nepal: 'nepalese nepali nepals',
  sudan: 'sudanese soudan',
  beijing: 'peking pekin pechino pequim',
  kyiv: 'kiev kiew',
  zelensky: 'zelenskyy zelenskiy selenskyj zelenski zelenskyj',
  gaddafi: 'qaddafi gadhafi kadhafi',
};

/** The words of the table, each with what it stands for. */
export const conceptOf: ReadonlyMap<string, string> = new Map(
  Object.entries(concepts).flatMap(([concept, words]) =>
    [concept, ...words.split(' ')].map((word) => [word, concept] as const),
  ),
);
