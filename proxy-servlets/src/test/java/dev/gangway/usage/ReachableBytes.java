package dev.gangway.usage;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weighs what hangs on an object of ours: our own objects and arrays, without what all exchanges share. */
final class ReachableBytes {

    private static final int OBJECT = 16;
    private static final int FIELD = 8;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> todo = new ArrayDeque<>();
    private long bytes;

    private ReachableBytes() {}

    static long of(Object root) {
        ReachableBytes walk = new ReachableBytes();
        walk.visit(root);
        while (!walk.todo.isEmpty()) {
            walk.weigh(walk.todo.pop());
        }
        return walk.bytes;
    }

    private void visit(@Nullable Object object) {
        if (object != null && !isShared(object) && seen.add(object)) {
            todo.push(object);
        }
    }

    private static boolean isShared(Object object) {
        String type = object.getClass().getName();
        return object instanceof Enum<?> || type.contains("UsageFormat") || type.contains("JsonPaths");
    }

    private void weigh(Object object) {
        bytes += OBJECT;
        if (object.getClass().isArray()) {
            array(object);
        } else if (object instanceof BigDecimal number) {
            bytes += 2L * OBJECT + number.unscaledValue().bitLength() / 8;
        } else if (object.getClass().getName().startsWith("dev.gangway")) {
            fields(object);
        }
    }

    private void array(Object array) {
        int length = Array.getLength(array);
        Class<?> component = array.getClass().getComponentType();
        bytes += (long) length * (component == byte.class || component == boolean.class ? 1 : FIELD);
        for (int i = 0; !component.isPrimitive() && i < length; i++) {
            visit(Array.get(array, i));
        }
    }

    private void fields(Object object) {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                bytes += FIELD;
                field.setAccessible(true);
                try {
                    visit(field.getType().isPrimitive() ? null : field.get(object));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
