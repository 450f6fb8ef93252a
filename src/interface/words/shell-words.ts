/** The words around every page, as in words.ts. */
export const SHELL_WORDS = {
  'nav.new-concern': ['Ny bekymring', 'New concern'],
  'nav.figures': ['Tal', 'Figures'],
  'nav.main': ['Hovedmenu', 'Main menu'],
  'shell.test': ['Testinstallation: kun opdigtede data.', 'Test installation: invented data only.'],
  'shell.past': [
    'Du ser det, som det var. Det, der er sket siden, er ikke med.',
    'You see it as it was. What has happened since is left out.',
  ],
  'shell.version': ['Version', 'Version'],
  'shell.help': ['Hjælp', 'Help'],
  'shell.was': ['Tilgængelighed', 'Accessibility'],
  'shell.privacy': ['Privatliv', 'Privacy'],
  'shell.contact': ['Brug for hjælp? Kontakt', 'Need help? Contact'],
  'shell.all-acts': ['Alle handlinger', 'All acts'],
  'shell.api': ['API', 'API documentation'],
  'error.unknown': ['Siden findes ikke', 'There is no such page'],
  'error.unknown-why': [
    'Siden findes ikke, eller du har ikke adgang til den. Gå til forsiden, eller søg på nummeret.',
    'There is nothing at this address, or you may not see what it shows. Go to the home page, or search by its number.',
  ],
  'error.home': ['Til forsiden', 'To the home page'],
  'help.title': ['Hjælp', 'Help'],
  'help.danger': ['Er nogen i fare?', 'Is somebody in danger?'],
  'help.danger-what': [
    'Ring 112 ved akut fare, ellers 114. Registrér bagefter.',
    'Call 112 in acute danger, otherwise 114. Record it afterwards.',
  ],
  'help.what': ['Hvad Sagsspor er', 'What Sagsspor is'],
  'help.what-text': [
    'Sagsspor holder styr på, hvem der har ansvaret for en bekymring, fra den kommer ind, til sagen er lukket og fulgt op. Alt, hvad der registreres, bliver stående med tidspunkt og afsender. En fejl rettes ved siden af, så man kan se både det gamle og det nye.',
    'Sagsspor keeps track of who is responsible for a concern, from the day it comes in until the case is closed and followed up. All that is recorded stays, with its time and who gave it; a mistake is corrected beside it, so that both can be seen.',
  ],
  'help.numbers': ['Numre', 'Numbers'],
  'help.numbers-text': [
    'Bekymringer, sager og møder har hver et nummer, som kan siges i telefonen: B-2026-4711, S-2026-0317, M-2026-0908. Numrene er ikke i rækkefølge, så de røber ikke, hvor mange der er.',
    'Each concern, case and meeting has a number that can be said on the telephone: B-2026-4711, S-2026-0317, M-2026-0908. They are in no order, so that they do not tell how many there are.',
  ],
  'help.access': ['Hvad der registreres om dig', 'What is remembered of you'],
  'help.access-text': [
    'Hver gang du åbner en sag, en liste eller en rapport, skrives det i adgangsloggen med dit brugernavn, din myndighed og formålet. Den, oplysningerne handler om, kan få at vide, hvilke myndigheder der har set dem og hvornår.',
    'Each time you open a case, a list or a report it is written in the access log, with your user name, your agency and the purpose. The person whom it is about can be told which agencies saw it, and when.',
  ],
  'was.title': ['Tilgængelighedserklæring', 'Accessibility statement'],
  'was.state': ['Sådan er tilgængeligheden', 'How accessible it is'],
  'was.state-text': [
    'Siderne er bygget efter WCAG 2.1 AA: de kan bruges med tastatur alene, uden JavaScript, ved 400 % forstørrelse og på en telefon. De testes automatisk med axe ved hver ændring. De er ikke testet af andre end os endnu.',
    'The pages are built to WCAG 2.1 AA: they work by keyboard alone, without JavaScript, at 400 % and on a telephone. They are tried automatically with axe at each change. No independent test has been made yet.',
  ],
  'was.known': ['Kendte mangler', 'Known faults'],
  'was.known-text': [
    'Rapporter i PDF er opmærket, men er ikke testet mod PDF/UA af andre end os. Hvert diagram har en tabel med de samme tal.',
    'Reports in PDF are tagged, but have been tried against PDF/UA by nobody but us. Drawn charts have a table beside them with the same figures.',
  ],
  'was.tell': ['Sig til', 'Tell us'],
  'was.tell-text': [
    'Er der noget, du ikke kan bruge, så sig det til jeres systemansvarlige. Digitaliseringsstyrelsen fører tilsyn med loven om webtilgængelighed.',
    'If there is something that you cannot use, tell your administrator. The Danish Agency for Digital Government supervises the law on web accessibility.',
  ],
  'privacy.title': ['Privatliv', 'Privacy'],
  'privacy.users': ['Om dig som bruger', 'About you as a user'],
  'privacy.users-text': [
    'Vi gemmer dit brugernavn, din myndighed, din rolle, hvornår du loggede ind, og hvad du åbnede. Det er nødvendigt for at kunne vise, hvem der har set hvad. Der bruges én cookie til login og én til sprog; ingen måling af brug og ingen tredjeparter.',
    'We keep your user name, your agency, your role, when you logged in and what you opened. It is needed to show who has seen what. There is one cookie for the login and one for the language; use is not measured, and there are no third parties.',
  ],
  'privacy.persons': ['Om dem, det handler om', 'About those it is about'],
  'privacy.persons-text': [
    'Oplysninger om personer er krypteret og vises kun for dem, der har brug for dem. De slettes, når handleplanens frist er udløbet, eller når personen har ret til det. Alle kan få at vide, hvad der er registreret om dem: det svarer compliance på i den myndighed, der har ansvaret.',
    'What is kept of persons is encrypted, and opened only for who needs it. It is erased when the period of the action plan has passed, or when somebody has a right to it. Everybody can be told what is recorded about them: compliance of the agency that is responsible deals with the request.',
  ],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
