/* What a program owes to whatever started it. */
#ifndef TRUCE_BASE_PROGRAM_H
#define TRUCE_BASE_PROGRAM_H

/* First of all in main. Holds the places of standard input, output and error where it was started
 * without them: else the first file that it opens would be one of them, and what is said be
 * written into it; to read from them, or to write to them, fails as before. Waits for its
 * children though it was started by one that does not for its own, and is told of a file that may
 * grow no more as of a full disk. */
void program_begin(void);

#endif
