/** The words of the login, as in words.ts. */
export const LOGIN_WORDS = {
  'login.title': ['Log ind', 'Log in'],
  'login.demo': [
    'Demo-login: ingen adgangskode, kun opdigtede data. Findes ikke i produktion. Vælg en bruger.',
    'Demo login: no password, invented data only. Does not exist in production. Choose a user.',
  ],
  'login.where': ['Log ind hos din myndighed.', 'Log in with your agency.'],
  'login.by': ['Log ind med', 'Log in with'],
  'login.again': ['Log ind igen', 'Log in again'],
  'login.back': ['Til login', 'To the login'],
  'login.done': ['Du er logget ind', 'You are logged in'],
  'login.go-on': ['Fortsæt', 'Continue'],
  'login.refused': ['Du kunne ikke logges ind', 'You could not be logged in'],
  'login.refused-why': [
    'Prøv igen. Sker det igen, så giv din administrator dette ord:',
    'Try again. If it happens again, give your administrator this word:',
  ],
  'login.out': ['Du er logget ud her', 'You are logged out here'],
  'login.out-there': ['Log også ud hos', 'Log out there too:'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
