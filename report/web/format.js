// Numbers as people read them.

const kSuperscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function superscript(exponent) {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => kSuperscripts[digit]);
  return exponent < 0 ? `⁻${digits}` : digits;
}

// 1.23×10⁻⁵, or plain where that is short.
export function scientific(value, digits = 3) {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "NaN";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) return String(Number(value.toPrecision(digits))).replace("-", "−");
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  return `${mantissa.replace("-", "−")}×10${superscript(Number(exponent))}`;
}

// Rounded away from zero, for bounds.
export function upwards(value, digits = 4) {
  const size = Math.abs(value);
  if (!(size > 0) || !Number.isFinite(size)) return scientific(value, digits);
  const unit = 10 ** (Math.floor(Math.log10(size)) - digits + 1);
  const nearest = Number(value.toPrecision(digits));
  return scientific(Math.abs(nearest) >= size ? nearest : nearest + Math.sign(value) * unit, digits);
}

export function count(value) {
  return Number(value ?? 0).toLocaleString("en-US");
}

export function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}

export function duration(seconds) {
  if (seconds < 1) return `${(1000 * seconds).toPrecision(2)} ms`;
  if (seconds < 120) return `${Number(seconds.toPrecision(3))} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(1)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

export function bytes(value) {
  return `${(Number(value ?? 0) / 1e6).toFixed(1)} MB`;
}

// Values and texts of the ticks of an axis of logarithms: powers of ten, at most `most`, where there are several.
export function logTicks(low, high, most = 9) {
  const first = Math.ceil(Math.log10(low) - 1e-9), last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first >= 2) {
    const step = Math.ceil((last - first + 1) / most);
    const ticks = [];
    for (let exponent = last; exponent >= first; exponent -= step) ticks.push(10 ** exponent);
    const isShort = first >= -3 && last <= 4;
    const text = (exponent) => (isShort ? String(Number((10 ** exponent).toPrecision(1))) : unitOf(exponent));
    return { ticks, tickFormat: (value) => text(Math.round(Math.log10(value))) };
  }
  const ticks = [];
  // Plot leaves out the texts of large mantissas where an axis is long.
  const ratio = high / low;
  const mantissas = ratio > 30 ? [1, 3] : ratio > 6 ? [1, 2, 5] : [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];
  for (let exponent = first - 1; exponent <= last; ++exponent) {
    for (const mantissa of mantissas) {
      const value = mantissa * 10 ** exponent;
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  return { ticks, tickFormat: (value) => scientific(value, 2) };
}

// "10⁻¹⁷"
export function unitOf(exponent) {
  return `10${superscript(exponent)}`;
}
