import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDefinitions } from '../../src/match/learn.ts';

const sco = 'Shanghai Cooperation Organisation';

describe('a text that explains an acronym', () => {
  it.each([
    [`Leaders of the ${sco} (SCO) met in Tianjin.`, 'SCO', sco],
    [`The SCO (${sco}) met.`, 'SCO', sco],
    [`Xi hosted the SCO, or ${sco}, in Tianjin.`, 'SCO', sco],
    [`Xi hosted the SCO, or the ${sco}, in Tianjin.`, 'SCO', sco],
    ['He leads the International Atomic Energy Agency (IAEA).', 'IAEA', 'International Atomic Energy Agency'],
    ['The World Health Organization (WHO) warned.', 'WHO', 'World Health Organization'],
    [
      'The Association of Southeast Asian Nations (ASEAN) meets.',
      'ASEAN',
      'Association of Southeast Asian Nations',
    ],
    ['The Democratic Republic of Congo (DRC) signed.', 'DRC', 'Democratic Republic of Congo'],
    ['Rapid Support Forces (RSF) fighters', 'RSF', 'Rapid Support Forces'],
    ['the Islamic Revolutionary Guard Corps (IRGC), which', 'IRGC', 'Islamic Revolutionary Guard Corps'],
    ['the Bureau of Labor Statistics (BLS; part of the department)', 'BLS', 'Bureau of Labor Statistics'],
    ['Federal Emergency Management Agency (FEMA)', 'FEMA', 'Federal Emergency Management Agency'],
    ['le Comité international de la Croix-Rouge (CICR) a', 'CICR', 'Comité international de la Croix-Rouge'],
    ['Alternative für Deutschland (AFD)', 'AFD', 'Alternative für Deutschland'],
    ['Организация Объединённых Наций (ООН) призвала', 'ООН', 'Организация Объединённых Наций'],
    ['It was said. The African Union (AU) agreed.', 'AU', 'African Union'],
    ['the Joint Comprehensive Plan of Action (JCPOA)', 'JCPOA', 'Joint Comprehensive Plan of Action'],
    ['South African Reserve Bank (SARB) kept rates', 'SARB', 'South African Reserve Bank'],
    ['The SCO Group (SCOG) sued.', 'SCOG', 'SCO Group'],
    [
      'G7 and the Organization of the Petroleum Exporting Countries (OPEC)',
      'OPEC',
      'Organization of the Petroleum Exporting Countries',
    ],
    ['the Central Bank of the Republic of İzmir (CBRI)', 'CBRI', 'Central Bank of the Republic of İzmir'],
    ['İİİ said the Shanghai Cooperation Organisation (SCO) met', 'SCO', sco],
    ['the BRI (the Belt and Road Initiative) grows', 'BRI', 'Belt and Road Initiative'],
    ['The ICC, or International Criminal Court, ruled.', 'ICC', 'International Criminal Court'],
  ])('%j: %s is %s', (text, acronym, expansion) => {
    const [found] = findDefinitions(text);
    expect(found).toMatchObject({ acronym, expansion });
    expect(text.slice(found?.start, found?.end)).toBe(expansion);
  });

  it.each([
    'BEIJING (AP) - The leaders met.',
    'LONDON (Reuters) - Shares fell.',
    'Kim Jong Un (41) arrived.',
    'The president (left) waved.',
    'It rose by 5 percent (PCT).',
    'He met Putin (see above).',
    'The company (NYSE: BA) fell.',
    'World Cup (2026)',
    'Two leaders (XI)',
    'The plan (PLAN) failed.',
    'He said nothing (SCO).',
    'A man from Tokyo (UK) spoke.',
    'Shares of Sample Company Overseas fell. (SCO)',
    'The SCO, or so he said, met.',
    'The SCO met.',
    'The vote was held on Monday (SEPT 1).',
    'Tianjin, Sept 1 (ANI) - Leaders of the Asian Nations Institute met.',
    'The United States (US) said no.',
    'He arrived at ten (10 AM) in Tianjin.',
    'Profit rose 4 million dollars (USD 4m).',
    'Shanghai Cooperation Organisation (sco)',
    '(SCO)',
    '()',
    'Big Data (bd)',
    'the head of the agency (HEAD OF THE AGENCY)',
  ])('%j explains none', (text) => {
    expect(findDefinitions(text)).toEqual([]);
  });
});

describe('any text', () => {
  it('gives places that hold the expansions', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      'SCO',
      ' ',
      sco,
      ', or the ',
      'A',
      'bb',
      '. ',
      '\n',
      'Ö',
      '漢',
      'U.S.',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
        (text) => {
          for (const { expansion, start, end } of findDefinitions(text))
            expect(text.slice(start, end)).toBe(expansion);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each(['(', 'A (', 'SCO, or ', 'S (SCO) ', 'Aaaa '])('of a megabyte of %j comes to an end', (piece) => {
    expect(findDefinitions(piece.repeat(1_000_000 / piece.length)).length).toBeGreaterThanOrEqual(0);
  });
});
