/** The words of the page on data quality, as in words.ts. `{days}` stands for the limit of the kind. */
export const QUALITY_WORDS = {
  'nav.quality': ['Datakvalitet', 'Data quality'],
  'quality.what': [
    'Det, der mangler i registreringerne eller kom for sent, pr. myndighed. Det siger noget om registreringerne, aldrig om borgerne.',
    'What is missing in the records or came late, per agency. It says something of the records, never of citizens.',
  ],
  'quality.yours': [
    'Du ser de sager og bekymringer, som du må læse.',
    'You see the cases and concerns that you may read.',
  ],
  'quality.figures-only': [
    'Din rolle ser tal, aldrig sager. Antal af få sager er ikke vist, og derfor er der heller ingen summer, måneder eller længste frister.',
    'Your role sees figures, never cases. Counts of few cases are not shown, and so there are no totals, months or longest delays.',
  ],
  'quality.summary': ['Alt i ét blik', 'All at a glance'],
  'quality.found': ['Fundet', 'Found'],
  'quality.agency': ['Myndighed', 'Agency'],
  'quality.longest': ['Længst, dage', 'Longest, days'],
  'quality.since': ['Siden', 'Since'],
  'quality.days': ['Dage', 'Days'],
  'quality.month': ['Registreret i', 'Recorded in'],
  'quality.mendable': ['Kan nås endnu', 'Still in time'],
  'quality.gone': ['tæller ikke længere i årsrapporten', 'no longer counts in the yearly report'],
  'quality.in-time': ['ja', 'yes'],
  'quality.every-other': ['Alle andre myndigheder, hver for sig', 'All other agencies, each'],
  'quality.every': ['Alle myndigheder, hver for sig', 'All agencies, each'],
  'quality.other': ['Myndigheder uden for planen', 'Agencies outside the plan'],
  'quality.show': ['Vis sager og bekymringer', 'Show cases and concerns'],
  'quality.longest-shown': ['De længste er vist her, af i alt', 'The longest are shown here, of a total of'],
  'quality.by-month': [
    'Sene registreringer efter den måned, de blev registreret i',
    'Late registrations by the month in which they were recorded',
  ],
  'quality.none': ['Intet mangler.', 'Nothing is missing.'],
  'quality.progress-missing': ['Progressionsmåling mangler', 'Progress measurement missing'],
  'quality.progress-missing.do': [
    'Forløbet er kommet forbi dagen for progressionsmålingen, uden at der er målt i tide. Mål nu, eller registrér den måling, der blev lavet, med den dato, hvor det skete.',
    'The course has passed the day of its progress measurement without one in time. Measure now, or record the one that was made, with its own date.',
  ],
  'quality.progress-once': ['Kun én progressionsmåling', 'Only one progress measurement'],
  'quality.progress-once.do': [
    'Der er målt i tide, men kun én gang, så der er intet at sammenligne med. Registrér målingen fra forløbets start, hvis den blev lavet, eller mål igen.',
    'It was measured in time, but only once, so there is nothing to compare with. Record the measurement from the start, if it was made, or measure again.',
  ],
  'quality.status-missing': ['Opfølgning på uddannelse og job mangler', 'Follow-up on education and work missing'],
  'quality.status-missing.do': [
    'Forløbet er gennemført, og fristen for at følge op på uddannelse og job er overskredet. Følg op, eller registrér det, I vidste i tide, med den dato, hvor I fik det at vide.',
    'The course is completed, and the follow-up on education and work is overdue. Follow up, or record what you knew in time, with the date on which you learned it.',
  ],
  'quality.risk-missing': ['Opfølgning på risiko mangler', 'Follow-up on risk missing'],
  'quality.risk-missing.do': [
    'Forløbet er gennemført, og fristen for at følge op på risikoen er overskredet. Vurdér risikoen nu.',
    'The course is completed, and the follow-up on risk is overdue. Assess the risk now.',
  ],
  'quality.risk-outside': [
    'Opfølgning på risiko ligger uden for perioden',
    'Follow-up on risk lies outside its window',
  ],
  'quality.risk-outside.do': [
    'Risikoen er fulgt op, men for tidligt eller for sent til at tælle. Følg op igen, hvis det kan nås; ret datoen, hvis den er forkert.',
    'The risk was followed up, but too early or too late to count. Follow up again where there is time; correct the date where it is wrong.',
  ],
  'quality.follow-ups-missing': ['Gennemført forløb uden nogen opfølgning', 'Completed course without any follow-up'],
  'quality.follow-ups-missing.do': [
    'Forløbet er gennemført, og hverken uddannelse, job eller risiko er fulgt op. Kontakt borgeren, og registrér begge dele.',
    'The course is completed, and neither education, work nor risk was followed up. Contact the citizen, and record both.',
  ],
  'quality.offer-unanswered': ['Tilbud uden svar', 'Offer without an answer'],
  'quality.offer-unanswered.do': [
    'Tilbuddet har ventet på svar i mere end {days} dage. Registrér ja eller nej, eller træk tilbuddet tilbage.',
    'The offer has awaited its answer for more than {days} days. Record yes or no, or withdraw the offer.',
  ],
  'quality.no-next-step': ['Åben sag uden næste skridt', 'Open case without a next step'],
  'quality.no-next-step.do': [
    'Ingen frist, intet forløb, intet tilbud, ingen henvisning og ingen overdragelse er i gang, og intet er sket i {days} dage. Tag sagen op på næste møde, eller luk den.',
    'No obligation, course, offer, referral or handover is under way, and nothing has happened for {days} days. Bring the case up at the next meeting, or close it.',
  ],
  'quality.concern-undecided': ['Bekymring uden afgørelse', 'Concern without a decision'],
  'quality.concern-undecided.do': [
    'Visitationsfristen er overskredet, og bekymringen er hverken kvalificeret eller afsluttet. Kvalificér den, henlæg den, eller giv den videre.',
    'The triage limit has passed, and the concern is neither qualified nor ended. Qualify it, dismiss it, or pass it on.',
  ],
  'quality.closed-owing': ['Lukket sag med udestående', 'Closed case that still owes something'],
  'quality.closed-owing.do': [
    'Sagen er lukket, men fristen for at tilbyde igen eller tage kontakt før løsladelse er overskredet. Gør det, eller lad det gentagne tilbud bortfalde med en årsag.',
    'The case is closed, but a re-offer or a contact before a release that the action plan asks for is overdue. Do it, or let the re-offer lapse with a reason.',
  ],
  'quality.late-registration': ['Sen registrering', 'Late registration'],
  'quality.late-registration.do': [
    'Registreret mere end {days} dage efter, at det skete. Frister og årsrapport regnes efter det, der er registreret: skriv det ned samme uge.',
    'Recorded more than {days} days after it happened. Deadlines and the yearly report go by what is recorded: write it down in the same week.',
  ],
  'quality.late-import': ['Indlæst fra fil', 'Read in from a file'],
  'quality.late-import.do': [
    'Indlæst fra en fil mere end {days} dage efter, at det skete. Det tælles for sig: dagen for indlæsningen siger intet om, hvornår myndigheden skrev det ned.',
    'Read in from a file more than {days} days after it happened. Counted apart: the day of the import says nothing of when the agency wrote it down.',
  ],
} as const satisfies Record<string, readonly [string, string]>;
