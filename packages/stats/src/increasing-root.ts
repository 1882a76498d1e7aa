/**
 * Where an increasing function with known slope is 0: Newton's method kept inside a bracket (Press et al., "Numerical
 * Recipes", `rtsafe`), so that a step that leaves the bracket or gains too little becomes a bisection.
 *
 * Stops after a step below 1e-10 of x: the error left after such a step of Newton is far smaller still.
 *
 * A function without a zero in the bracket gives the end that is nearest to one.
 *
 * @param f its value and slope, both finite inside the bracket; not evaluated at the ends
 */
export function increasingRoot(
  f: (x: number) => { value: number; slope: number },
  bracket: { low: number; high: number; start: number },
): number {
  let { low, high, start: x } = bracket;
  if (!(x > low && x < high)) x = low + (high - low) / 2;
  let before = high - low;
  for (;;) {
    const { value, slope } = f(x);
    if (value === 0) return x;
    if (value > 0) high = x;
    else low = x;
    const newton = x - value / slope;
    const useNewton = newton > low && newton < high && Math.abs(newton - x) < before / 2;
    const next = useNewton ? newton : low + (high - low) / 2;
    before = Math.abs(next - x);
    if (before <= 1e-10 * Math.abs(next) || next <= low || next >= high) return next;
    x = next;
  }
}
