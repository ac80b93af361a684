/** Gives `send` all of them, at most `most` at a time and one slice after another; what fails ends it. */
export async function inSlices<T>(
  all: T[],
  most: number,
  send: (slice: T[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < all.length; at += most) {
    await send(all.slice(at, at + most))
  }
}
