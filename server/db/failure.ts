/** The portal cannot start or go on, for a reason that a person can act on; the message is the one sentence to print. */
export class StartFailure extends Error {}
