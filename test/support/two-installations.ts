import type { Installations } from '../../src/application/ports/installations.js';
import { newKeys } from '../../src/infrastructure/transfer/installations-file.js';
import { JoseInstallations } from '../../src/infrastructure/transfer/jose-installations.js';
import { memoryInstallation } from './installation.js';

type Keys = Awaited<ReturnType<typeof newKeys>>;
/** Made once: they stand for nobody. */
const keys = (async () => ({ west: await newKeys(), east: await newKeys(), third: await newKeys() }))();

const ownOf = (code: string, infohus: string, { own }: Keys) => ({ code, infohus, ...own }) as never;
const other = (code: string, { open }: Keys) => ({ code, name: `Infohus ${code}`, ...open }) as never;

/** What goes over the wire between the two, in order; `lost` messages do not arrive, or their answers do not. */
export interface Wire {
  readonly carried: string[];
  lose: 'nothing' | 'messages' | 'answers';
}

/** København (`west`) and Køge (`east`), each with an installation, log and keys of its own; `third` is one that west knows and east does not. */
export async function twoInstallations(now: () => string) {
  const { west: ofWest, east: ofEast, third: ofThird } = await keys;
  const wire: Wire = { carried: [], lose: 'nothing' };
  const jose = {
    west: await JoseInstallations.from({
      own: ownOf('west', 'koebenhavn', ofWest),
      others: [other('east', ofEast), other('third', ofThird)],
    }),
    east: await JoseInstallations.from({ own: ownOf('east', 'koege', ofEast), others: [other('west', ofWest)] }),
    third: await JoseInstallations.from({
      own: ownOf('third', 'koege', ofThird),
      others: [other('east', ofEast), other('west', ofWest)],
    }),
  };
  const over = (us: Installations): Installations => ({
    ...{ own: us.own, infohus: us.infohus, others: us.others },
    sign: (message) => us.sign(message),
    verify: (by, signed) => us.verify(by, signed),
    seal: (to, content) => us.seal(to, content),
    open: (sealed) => us.open(sealed),
    async carry(_, message) {
      wire.carried.push(message);
      if (wire.lose === 'messages') throw new Error('it did not arrive');
      const answer = await east.transfers.incoming.receive(message);
      if (wire.lose === 'answers') throw new Error('no answer came');
      return answer;
    },
  });
  const east = memoryInstallation(now, 'plans', undefined, undefined, undefined, jose.east);
  const west = memoryInstallation(now, 'plans', undefined, undefined, undefined, over(jose.west));
  return { west, east, sending: west.transfers, receiving: east.transfers, wire, jose };
}
