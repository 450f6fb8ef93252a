import {
  type CivilRegister,
  type CivilRegistration,
  RegisterFailed,
  type RegisterFailure,
} from '../../../src/application/ports/civil-register.js';

const SOMEBODY: Omit<CivilRegistration, 'number'> = {
  ...{ name: 'Opdigtet Person', birthDate: '1990-04-02', status: 'active', protection: null },
  ...{ address: 'Ingenvej 12, 9999 Opdigtet', custodians: [] },
};

/** A register that knows everybody as somebody made up, until it is told otherwise. */
export class MemoryCivilRegister implements CivilRegister {
  readonly says = new Map<string, Partial<CivilRegistration> | RegisterFailure>();
  readonly asked: { readonly number: string; readonly user: string; readonly reference: string }[] = [];

  async lookUp(number: string, by: { readonly user: string; readonly reference: string }): Promise<CivilRegistration> {
    this.asked.push({ number, ...by });
    const said = this.says.get(number);
    if (typeof said === 'string') throw new RegisterFailed(said);
    return { number, ...SOMEBODY, ...said };
  }
  async look() {
    return { certificateUntil: '2100-01-01T00:00:00.000Z' };
  }
}
