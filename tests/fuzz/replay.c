/* Feeds each file of a folder to a fuzz target, in the order of their names. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *folder, const char *name)
{
	char path[4096];
	if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
		return -1;
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return -1;
	uint8_t *data = NULL;
	long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
	if (size >= 0)
		data = malloc(size == 0 ? 1 : (size_t)size);
	rewind(file);
	int failed = data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size;
	fclose(file);
	if (!failed)
		LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
	return failed ? -1 : 0;
}

int main(int argc, char **argv)
{
	struct dirent **entries;
	if (argc != 2) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	int found = scandir(argv[1], &entries, NULL, alphasort);
	if (found < 0) {
		perror(argv[1]);
		return 1;
	}
	int replayed = 0, failed = 0;
	for (int i = 0; i < found; i++) {
		if (entries[i]->d_name[0] != '.') {
			if (replay(argv[1], entries[i]->d_name) == 0)
				replayed++;
			else
				fprintf(stderr, "cannot read %s/%s (%d)\n", argv[1], entries[i]->d_name, ++failed);
		}
		free(entries[i]);
	}
	free(entries);
	printf("%d inputs replayed from %s\n", replayed, argv[1]);
	return replayed == 0 || failed > 0;
}
