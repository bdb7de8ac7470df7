package dev.gangway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a small UTF-8 file. */
final class TextFile {

    private TextFile() {}

    /** The path that a setting names; {@code what} is there, for messages. Relative to what, nobody could say. */
    static Path absolute(String path, String what) throws BadValue {
        if (!path.startsWith("/")) {
            throw new BadValue("must be the absolute path of " + what);
        }
        return Path.of(path);
    }

    static String read(Path file, int mostBytes) throws BadValue {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw bad(file, "is larger than " + mostBytes / 1024 + " KiB");
            }
            return decode(bytes);
        } catch (NoSuchFileException e) {
            throw bad(file, "does not exist");
        } catch (AccessDeniedException e) {
            throw bad(file, "may not be read by this user");
        } catch (CharacterCodingException e) {
            throw bad(file, "is not UTF-8 text");
        } catch (IOException e) {
            throw bad(file, Files.isDirectory(file) ? "is a directory" : "cannot be read");
        }
    }

    static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static BadValue bad(Path file, String reason) {
        return new BadValue("file " + file + " " + reason);
    }
}
