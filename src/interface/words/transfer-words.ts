/** Of records that move between installations (B-7): commands (what one does) and events (what happened). */
export const TRANSFER_NAMES: Readonly<Record<string, string>> = {
  HandToInstallation: 'Overdrag til en anden installation',
  WithdrawTransfer: 'Træk overdragelsen til en anden installation tilbage',
  RecordTransferReceipt: 'Notér kvittering fra en anden installation',
  RecordTransferAcceptance: 'Notér, at en anden installation har taget imod',
  RecordTransferRefusal: 'Notér, at en anden installation har afvist',
  TakeTransfer: 'Tag imod',
  RefuseTransfer: 'Afvis',
  ReceiveTransfer: 'Modtag fra en anden installation',
  RecallTransfer: 'Notér, at afsenderen har trukket tilbage',
  RegisterHandedPerson: 'Registrér person fra en anden installation',
  TransferSent: 'Sendt til en anden installation',
  TransferDelivered: 'Modtaget af en anden installation',
  TransferAccepted: 'Taget imod af en anden installation',
  TransferDeclined: 'Afvist af en anden installation',
  TransferWithdrawn: 'Overdragelse til en anden installation trukket tilbage',
  TransferReceived: 'Modtaget fra en anden installation',
  TransferTaken: 'Taget imod',
  TransferRefused: 'Afvist',
  TransferRecalled: 'Trukket tilbage af afsenderen',
};
export const TRANSFER_ADVICE: Readonly<Record<string, string>> = {
  'unknown-installation':
    'Installationen kendes ikke. Vælg en af listen; driften kan tilføje flere (docs/transfers.md).',
  'transfer-pending':
    'Der venter allerede en overdragelse på svar fra en anden installation. Vent på svaret, eller træk den tilbage.',
};
export const TRANSFER_FIELDS: Readonly<Record<string, string>> = {
  transferId: 'Overdragelse til en anden installation (id)',
  installation: 'Installation',
  hash: 'Kontroltal',
  eventIds: 'Hændelser i pakken',
  asOf: 'Loggens position',
  answer: 'Modtagerens underskrevne svar',
  originId: 'Afsenderens sag eller henvendelse (id)',
  chain: 'Ansvaret hos afsenderen',
  persons: 'Personer',
  signed: 'Afsenderens underskrevne pakke',
  what: 'Hvad',
};
export const TRANSFER_CODES: Readonly<Record<string, string>> = {
  waiting: 'venter på svar',
  recalled: 'trukket tilbage af afsenderen',
  transfer: 'overdragelse fra en anden installation',
};
export const TRANSFER_WORDS = {
  'aggregate.transfer': ['Fra en anden installation', 'From another installation'],
  'obligation.transfer-answer': ['Svar fra en anden installation', 'Answer from another installation'],
  'looked.transfer': ['Overdragelse mellem installationer', 'Transfer between installations'],
  'looked.transfers': ['Modtaget fra andre installationer', 'Received from other installations'],
  'transfer.title': ['Modtaget fra andre installationer', 'Received from other installations'],
  'transfer.none': [
    'Ingen andre installationer har overdraget noget hertil.',
    'No other installation has handed anything over.',
  ],
  'transfer.one': ['Modtaget fra', 'Received from'],
  'transfer.what': ['Hvad', 'What'],
  'transfer.what.case': ['en sag', 'a case'],
  'transfer.what.concern': ['en bekymringshenvendelse', 'a concern'],
  'transfer.is.waiting': ['venter på jeres svar', 'waits for your answer'],
  'transfer.is.accepted': ['taget imod', 'taken'],
  'transfer.is.declined': ['afvist', 'refused'],
  'transfer.is.recalled': ['trukket tilbage af afsenderen', 'withdrawn by the sender'],
  'transfer.sent': ['Sendt', 'Sent'],
  'transfer.received': ['Modtaget', 'Received'],
  'transfer.taken': ['Blev til', 'Became'],
  'transfer.waits': [
    'Afsenderen har ansvaret, til I har taget imod. Når I tager imod, bliver det til en ny henvendelse her, som I selv kvalificerer.',
    'The sender has the responsibility until you have taken it. When you take it, it becomes a new concern here, which you qualify yourselves.',
  ],
  'transfer.why': ['Hvorfor', 'Why'],
  'transfer.chain': ['Ansvaret hos afsenderen, underskrevet af den', 'Responsibility at the sender, signed by it'],
  'transfer.to': ['Overdraget til andre installationer', 'Handed to other installations'],
} as const;
