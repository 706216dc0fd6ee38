/** What only those need who send or see files: it travels when the first of them comes up. */
export { Loads } from '../outbox/loads';
export { FileReading } from './reader';
export { uploadTo } from './upload';
