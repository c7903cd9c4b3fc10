/* The least that any generator on libcmark does: read each case, render its
   body, write one file. Processes share the cases by a hash of the name.
   usage: floor CASES OUT PROCESSES */
#include <cmark.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *path) {
    perror(path);
    exit(1);
}

static char *read_file(const char *path) {
    struct stat status;
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &status) < 0) fail(path);
    char *text = malloc((size_t)status.st_size + 1);
    if (!text || read(file, text, (size_t)status.st_size) != status.st_size) fail(path);
    text[status.st_size] = 0;
    close(file);
    return text;
}

static void write_page(const char *folder, const char *text, size_t front_matter) {
    char path[1100];
    char *html = cmark_markdown_to_html(text + front_matter, strlen(text + front_matter), 0);
    size_t length = strlen(html);
    mkdir(folder, 0755);
    snprintf(path, sizeof path, "%s/index.html", folder);
    int file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0644);
    if (file < 0 || write(file, text, front_matter) != (ssize_t)front_matter
        || write(file, html, length) != (ssize_t)length)
        fail(path);
    close(file);
    free(html);
}

static void build_case(const char *cases, const char *out, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", cases, name);
    char *text = read_file(path);
    char *body = strstr(text + 4, "\n---\n");
    if (!body) fail(path);
    snprintf(path, sizeof path, "%s/%.*s", out, (int)strlen(name) - 3, name);
    write_page(path, text, (size_t)(body + 5 - text));
    free(text);
}

static unsigned hash(const char *name) {
    unsigned value = 0;
    while (*name) value = value * 31 + (unsigned char)*name++;
    return value;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: floor CASES OUT PROCESSES\n");
        return 2;
    }
    unsigned processes = (unsigned)atoi(arguments[3]), own = 0;
    mkdir(arguments[2], 0755);
    for (unsigned number = 1; number < processes; number++)
        if (fork() == 0) {
            own = number;
            break;
        }
    DIR *folder = opendir(arguments[1]);
    if (!folder) fail(arguments[1]);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.' && hash(entry->d_name) % processes == own)
            build_case(arguments[1], arguments[2], entry->d_name);
    closedir(folder);
    int status, failures = 0;
    if (own == 0)
        while (wait(&status) > 0) failures += status != 0;
    return failures > 0;
}
