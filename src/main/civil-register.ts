import type { CivilRegister } from '../application/ports/civil-register.js';
import { ServicePlatform } from '../infrastructure/civil-register/service-platform.js';
import { readText } from '../infrastructure/whole-file.js';
import { ConfigError } from './config.js';
import type { Config } from './settings.js';

/** Where CPR_URL says how it is asked; else nobody is looked up. @throws ConfigError where a file of it cannot be read */
export function civilRegisterOf(config: Config): CivilRegister | undefined {
  const { CPR_URL: url, CPR_CERTIFICATE, CPR_KEY, CPR_AUTHORITY, CPR_CVR: authority, CPR_AGREEMENT } = config;
  if (!url || !CPR_CERTIFICATE || !CPR_KEY) return undefined;
  const [agreement = '', system = '', user = '', service = ''] = CPR_AGREEMENT?.split(' ') ?? [];
  return new ServicePlatform({
    ...{ url, certificate: pemIn('CPR_CERTIFICATE', CPR_CERTIFICATE), key: pemIn('CPR_KEY', CPR_KEY) },
    authority: CPR_AUTHORITY && pemIn('CPR_AUTHORITY', CPR_AUTHORITY),
    caller: authority ? { authority } : { agreement: [agreement, system, user, service] },
  });
}

function pemIn(name: string, file: string): string {
  try {
    const pem = readText(file);
    if (pem.includes('-----BEGIN ')) return pem;
  } catch {
    // said below: what cannot be read, and what is none
  }
  throw new ConfigError([`${name} names ${file}, which is no PEM file that can be read.`]);
}
