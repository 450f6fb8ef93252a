/** The words of retention, erasure, insight and breaches, as in words.ts. */
export const RIGHTS_WORDS = {
  'retention.title': ['Opbevaring og sletning', 'Retention and erasure'],
  'retention.what': [
    'Det, der er opbevaret så længe, som handleplanen siger. Én foreslår sletning, en anden godkender med arkivets tilladelse.',
    'What has been kept as long as the action plan says. One officer proposes the disposal, another authorises it with the clearance of the archive.',
  ],
  'retention.none': ['Her er intet.', 'There is nothing here.'],
  'retention.to-do': ['Skal behandles', 'To act on'],
  'retention.ended': ['Regnet fra', 'Counted from'],
  'retention.moved': ['Hvornår', 'When'],
  'retention.moves': ['Sådan er dagen beregnet', 'How the day was reckoned'],
  'retention.no-end': ['ingen frist', 'no end'],
  'retention.state.kept': ['Opbevares', 'Kept'],
  'retention.state.due': ['Udløbet', 'Due'],
  'retention.state.blocked-by-archive': ['Venter på arkivet', 'Blocked by the archive'],
  'retention.state.cleared': ['Frigivet af arkivet', 'Cleared by the archive'],
  'retention.state.disposed': ['Slettet', 'Disposed of'],
  'retention.meeting': ['Møde', 'Meeting'],
  'retention.hotline': ['Henvendelse til rådgivningstelefonen', 'Hotline contact'],
  'retention.incident': ['Uro', 'Incident'],
  'retention.access': ['Opslag', 'Access events'],
} as const satisfies Record<string, readonly [string, string]>;
