/** Tokens as the shop's own server signs them (HS256). */
import { createHmac } from 'node:crypto';
import { JWT_SECRET } from './server';

/** Who a token speaks for. */
export interface Claims {
  readonly sub: string;
  readonly role: 'customer' | 'agent' | 'supervisor' | 'admin';
  readonly name?: string;
  readonly email?: string;
  readonly inbox?: string;
}

const LIFETIME_SECONDS = 3600;

/** Signs who somebody is, for an hour unless said otherwise. */
export function sign(claims: Claims, seconds = LIFETIME_SECONDS): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, exp })}`;
  return `${text}.${createHmac('sha256', JWT_SECRET).update(text).digest('base64url')}`;
}
