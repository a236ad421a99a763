'use strict';
const { readFileSync } = require('fs');

/**
 * How much memory this process had at most, in KiB. What the system counts of a process (`ru_maxrss`) begins with what
 * whoever started it had, which Linux alone tells apart.
 */
exports.peakKiB = () => {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
};
