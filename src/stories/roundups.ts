/** Titles of pieces over many events: they tell none of them. In the words of `plainWords`. */
const roundup =
  /(?<!\S)(?:(?:morning|evening|daily|weekly|nightly|afternoon|midday|(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:briefing|brief|news ?letter|digest|round ?up|headlines|edition|podcast|report)|(?:news|headlines?) (?:briefing|digest|round ?up|in brief|wrap|at a glance)|(?:top|todays?|main) (?:headlines|stories)|(?:things|stories) (?:to know|you need to know)|what (?:you need to know|to know) (?:today|tonight|this (?:morning|evening|week))|(?:this|the) (?:week|day) in (?:pictures|photos|news|review)|week in review|in brief|first edition|front pages?|what the papers say|papers review|der morgen|der abend|die lage|nachrichten am|revue de presse|les titres|le brief|resumen de (?:noticias|la jornada)|rassegna stampa|le prime pagine|главное за|итоги (?:дня|недели))(?!\S)/u;

/** Whether a title, as words, stands over a piece about many events. */
export const isRoundup = (title: string): boolean => roundup.test(title);
