package dev.gangway.config;

import dev.gangway.usage.price.PriceFile;
import dev.gangway.usage.price.PriceSettings;
import dev.gangway.usage.price.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The {@code prices} block, and the file that it names. */
final class PricesReader {

    static final List<String> SETTINGS = List.of("file", "aliases", "models", "factor", "deployments");
    private static final List<String> DEPLOYMENT = List.of("prepaid");

    private final Block block;

    private PricesReader(Block block) {
        this.block = block;
    }

    static PricesConfig read(@Nullable Block block) {
        if (block == null) {
            return new PricesConfig(PriceFile.builtIn().table(), List.of(), PriceSettings.NONE);
        }
        return new PricesReader(block).read();
    }

    private PricesConfig read() {
        PriceFile own = block.file("file", PricesReader::file);
        PriceFile file = own == null ? PriceFile.builtIn() : own;
        PriceTable table = file.table().with(models());
        BigDecimal factor = block.read("factor", Values::factor, BigDecimal.ONE);
        return new PricesConfig(table, file.bad(), new PriceSettings(aliases(table), factor, prepaid()));
    }

    private static PriceFile file(String name) throws BadValue {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return PriceFile.read(in);
        } catch (NoSuchFileException e) {
            throw new BadValue("file does not exist");
        } catch (PriceFile.Unusable e) {
            throw new BadValue("file " + e.getMessage());
        } catch (IOException e) {
            throw new BadValue("file cannot be read");
        }
    }

    private Map<String, String> aliases(PriceTable table) {
        Map<String, String> aliases = new HashMap<>();
        named("aliases", (all, alias) -> {
            String name = all.read(alias, text -> row(table, text));
            if (name != null) {
                aliases.put(alias, name);
            }
        });
        return aliases;
    }

    private static String row(PriceTable table, String name) throws BadValue {
        if (!table.has(name)) {
            throw new BadValue("must be the name of a row of the price table, such as azure/gpt-4o");
        }
        return name;
    }

    private PriceTable models() {
        List<PriceTable> rows = new ArrayList<>();
        named("models", (all, model) -> rows.add(new PriceRowReader(block).read(model, all.node(model))));
        return rows.stream().reduce(PriceTable.EMPTY, PriceTable::with);
    }

    private Set<String> prepaid() {
        Set<String> prepaid = new HashSet<>();
        named("deployments", (all, name) -> {
            Block deployment = all.block(name, DEPLOYMENT);
            if (deployment != null && deployment.read("prepaid", Values::flag, false)) {
                prepaid.add(name);
            }
        });
        return prepaid;
    }

    private void named(String setting, BiConsumer<Block, String> reader) {
        Block all = block.anyNames(setting);
        if (all != null) {
            all.names().forEach(name -> reader.accept(all, name));
        }
    }
}
