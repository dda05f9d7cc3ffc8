import { randomBytes } from 'node:crypto';
import { systemClock } from '../../../src/base/clock.ts';
import { type Back, json } from './exchange.ts';
import { publishedKeys, signToken } from './keys.ts';
import type { Fields, Forge } from './types.ts';

export const ISSUER = 'https://api.botframework.com';
const HOUR_S = 3_600;

interface App {
  readonly id: string;
  readonly password: string;
  readonly tenant: string;
}

/** Tokens: those that the bot asks for, and those that Microsoft sends with what people say. */
export class Login {
  readonly #app: App;
  /** What each token that was given is for. */
  readonly #given = new Map<string, string>();

  constructor(app: App) {
    this.#app = app;
  }

  metadata(url: string): Back {
    return json({
      issuer: ISSUER,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${url}/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
  }

  keys(): Back {
    return json(publishedKeys());
  }

  /** Client credentials. */
  give(path: string, body: Fields): Back {
    const { id, password, tenant } = this.#app;
    const named = path.split('/')[1];
    if (named !== tenant && named !== 'botframework.com') return no('AADSTS90002', 'Tenant not found', 400);
    if (body['grant_type'] !== 'client_credentials') return no('AADSTS70003', 'grant type not supported', 400);
    if (body['client_id'] !== id) return no('AADSTS700016', 'Application not found in the directory', 400);
    if (body['client_secret'] !== password) return no('AADSTS7000215', 'Invalid client secret provided', 401);
    const scope = String(body['scope']);
    const token = `double.${randomBytes(12).toString('hex')}`;
    this.#given.set(token, scope);
    return json({ token_type: 'Bearer', expires_in: HOUR_S - 1, ext_expires_in: HOUR_S - 1, access_token: token });
  }

  /** Whether a token is one of ours for this. */
  isFor(token: string | undefined, scope: RegExp): boolean {
    return token !== undefined && scope.test(this.#given.get(token) ?? '');
  }

  /** Makes every token that was given useless. */
  revoke(): void {
    this.#given.clear();
  }

  /** The token of an activity. */
  sign(serviceUrl: unknown, forge: Forge): string {
    const now = Math.floor(systemClock.now() / 1000);
    const claims: Record<string, unknown> = {
      serviceurl: serviceUrl,
      nbf: now - 300,
      exp: now + HOUR_S,
      iss: ISSUER,
      aud: this.#app.id,
      ...forge.claims,
    };
    return signToken(claims, forge);
  }
}

function no(code: string, words: string, status: number): Back {
  const error = status === 401 ? 'invalid_client' : 'invalid_request';
  return json({ error, error_description: `${code}: ${words}.`, error_codes: [Number(code.slice(6))] }, status);
}
