/** The words of looking somebody up in the civil register, as in words.ts. */
export const REGISTER_WORDS = {
  'looked.civil-register': ['CPR-opslag', 'Look-up in CPR'],
  'cpr.title': ['Opslag i CPR', 'Look-up in CPR'],
  'cpr.look-up': ['Slå op i CPR', 'Look up in CPR'],
  'cpr.why': ['Hvorfor er opslaget nødvendigt?', 'Why is it necessary?'],
  'cpr.what': [
    'Hvem der slog op, og hvorfor, noteres, før CPR spørges. Af svaret gemmes kun det, du overtager.',
    'Who looked, and why, is written down before the register is asked. Of the answer only what you take over is kept.',
  ],
  'cpr.no-answer': ['Intet svar fra CPR', 'No answer from the register'],
  'cpr.lead': [
    'Sådan står personen i CPR, som opdateres natten efter hverdage. Afkryds det, der skal overtages.',
    'So the person stands in the register, which is brought up to date on weekday nights. Tick what is to be taken over.',
  ],
  'cpr.same': ['CPR siger det samme som det, der er registreret.', 'The register says the same as what is recorded.'],
  'cpr.status': ['Status i CPR', 'Status in the register'],
  'cpr.status.no-residence': [
    'Personen har ikke bopæl i Danmark eller Grønland.',
    'The person has no residence in Denmark or Greenland.',
  ],
  'cpr.status.deleted': [
    'Nummeret er slettet eller annulleret i CPR. Står der et andet nummer nedenfor, er det personens.',
    'The number was deleted or annulled. If another number stands below, it is the person’s.',
  ],
  'cpr.status.changed-number': ['Personen har fået et andet CPR-nummer.', 'The person was given another number.'],
  'cpr.status.missing': [
    'Personen er registreret som forsvundet. Det er ikke det samme som død.',
    'The person is registered as missing. That is not the same as dead.',
  ],
  'cpr.status.emigrated': ['Personen er udrejst.', 'The person has emigrated.'],
  'cpr.status.dead': ['Personen er død.', 'The person is dead.'],
  'cpr.replacement': [
    'Det registrerede nummer er et erstatningsnummer, ikke et CPR-nummer.',
    'The recorded number is a replacement number, and none of the register’s.',
  ],
  'cpr.control-digit': [
    'Nummeret har ikke det kontrolciffer, som de fleste har. Det er et tegn, ikke en fejl: siden 2007 gives numre uden.',
    'The number lacks the control digit that most have. That is a hint and no fault: since 2007 numbers are given without.',
  ],
  'cpr.protection': ['Adressebeskyttelse', 'Protection of the address'],
  'cpr.protection.now': ['Adressen er beskyttet i CPR.', 'The address is protected in the register.'],
  'cpr.protection.later': ['Adressen bliver beskyttet i CPR.', 'The address will be protected in the register.'],
  'cpr.protection.over': [
    'Adressen var beskyttet i CPR; det er ophørt.',
    'The address was protected in the register; that is over.',
  ],
  'cpr.protection.none': ['Adressen er ikke beskyttet i CPR.', 'The address is not protected in the register.'],
  'cpr.from': ['Fra', 'From'],
  'cpr.to': ['Til', 'To'],
  'cpr.held-back': [
    'Adressen i CPR vises ikke, fordi den er beskyttet.',
    'The address in the register is not shown, because it is protected.',
  ],
  'cpr.held-back.first': ['Overtag først, at den er beskyttet.', 'Take over first that it is protected.'],
  'cpr.with-address': ['Slå op igen, og vis den beskyttede adresse', 'Look up again, and show the protected address'],
  'cpr.differences': ['Forskelle', 'Differences'],
  'cpr.take': ['Overtag', 'Take over'],
  'cpr.recorded': ['Registreret her', 'Recorded here'],
  'cpr.registered': ['I CPR', 'In the register'],
  'cpr.not-shown': ['vises ikke', 'not shown'],
  'cpr.take-over': ['Overtag det afkrydsede', 'Take over what is ticked'],
  'cpr.custody': ['Forældremyndighed ifølge CPR', 'Custody according to the register'],
  'cpr.custody.mother': ['Mor', 'Mother'],
  'cpr.custody.father': ['Far', 'Father'],
  'cpr.custody.other': ['Anden indehaver', 'Somebody else'],
  'cpr.custody.recorded': ['Står her som indehaver.', 'Stands here as one who has it.'],
  'cpr.custody.known': ['Er registreret her, men ikke som indehaver.', 'Is recorded here, but not as one who has it.'],
  'cpr.custody.unknown': [
    'Er ikke registreret her, eller du har ikke adgang til personen.',
    'Is not recorded here, or you may not see them.',
  ],
  'cpr.custody.register': ['Registrér personen', 'Record the person'],
  'cpr.custody.take': [
    'Overtag dem, der er registreret her, som indehavere',
    'Take over those who are recorded here as having it',
  ],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** Why the register is not asked, or has not answered, in Danish; in English in application/refusal-register.ts. */
export const REGISTER_ADVICE: Readonly<Record<string, string>> = {
  'register-off': 'CPR er ikke koblet til her. Skriv det, du ved, og kontrollér det på anden måde.',
  'register-for-municipality':
    'CPR spørges i kommunens navn: bed en sagsbehandler i en af kommunens forvaltninger om opslaget.',
  'register-needs-case':
    'Man slår en person op til en bekymring, der ikke er afsluttet, eller en åben sag. Personen står ikke i en, du arbejder på.',
  'register-restricted': 'Behandlingen er begrænset: der arbejdes ikke med oplysningerne, før compliance ophæver det.',
  'number-missing': 'Der er ikke registreret et CPR-nummer. Registrér det først, og slå så op.',
  'number-not-real': 'Det registrerede er ikke et CPR-nummer. Ret det først.',
  'not-in-register': 'CPR kender ikke nummeret. Kontrollér det med personen, og ret det, hvis det er forkert.',
  'replacement-number':
    'Nummeret er et erstatningsnummer, som CPR ikke har givet. Spørg, om personen har et CPR-nummer.',
  'register-silent': 'CPR svarede ikke i tide. Arbejd videre uden, eller prøv igen senere.',
  'register-away': 'CPR kan ikke nås lige nu. Arbejd videre uden, eller prøv igen senere.',
  'register-certificate':
    'Forbindelsen til CPR er ikke betroet: et certifikat er forkert eller udløbet. Sig det til administratoren.',
  'register-refuses': 'CPR giver ikke denne installation lov til at spørge. Sig det til administratoren.',
  'register-fault': 'CPR svarede, at der er en fejl hos dem. Arbejd videre uden, eller prøv igen senere.',
  'register-half-answer': 'Svaret fra CPR var ikke helt, så intet af det vises. Prøv igen.',
  'register-unreadable':
    'Svaret fra CPR kunne ikke læses, så intet af det vises. Sig det til administratoren, hvis det fortsætter.',
  'register-doctype': 'Svaret fra CPR indeholdt noget, det ikke må, og blev ikke læst. Sig det til administratoren.',
  'register-another-person': 'CPR svarede om en anden, så intet af det vises. Sig det til administratoren.',
};
