/** Goes with every move that nobody made by hand: what a move without it comes to is somebody's doing, and is kept. */
export const ours = { ours: true } as const;
