/** Why the civil register is not asked, or has not answered: what to do. */
export const REGISTER_RULES: Readonly<Record<string, string>> = {
  'register-off': 'The civil register is not connected here. Type what you know, and check it another way.',
  'register-for-municipality':
    'The register is asked in the name of the municipality: ask a caseworker of one of its agencies.',
  'register-needs-case':
    'A person is looked up for a concern that has not ended or a case that is open. This one stands in none that you work on.',
  'register-restricted': 'Processing is restricted: the data is kept and not worked with until compliance lifts it.',
  'number-missing': 'No civil registration number is recorded. Record it first, then look it up.',
  'number-not-real': 'What is recorded is no civil registration number. Correct it first.',
  'not-in-register':
    'The register does not know the number. Check it with the person, and correct it where it is wrong.',
  'replacement-number':
    'The number is a replacement number, which the register never gave. Ask whether the person has a civil registration number.',
  'register-silent': 'The register did not answer in time. Go on without it, or try again later.',
  'register-away': 'The register cannot be reached just now. Go on without it, or try again later.',
  'register-certificate':
    'The connection to the register is not trusted: a certificate is wrong or has run out. Tell the administrator.',
  'register-refuses': 'The register does not let this installation ask. Tell the administrator.',
  'register-fault': 'The register answered that something is wrong with it. Go on without it, or try again later.',
  'register-half-answer': 'The answer of the register was not whole, so nothing of it is shown. Try again.',
  'register-unreadable':
    'The answer of the register could not be read, so nothing of it is shown. Tell the administrator if it goes on.',
  'register-doctype':
    'The answer of the register held something that it must not hold, and was not read. Tell the administrator.',
  'register-another-person':
    'The register answered about somebody else, so nothing of it is shown. Tell the administrator.',
};
