package dev.gangway.agent.call;

import dev.gangway.agent.weave.Accessor;
import dev.gangway.agent.weave.Family;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public methods of one Jetty client, found once, so that no class of the agent has to name one of Jetty's. */
final class JettyApi {

    private static final MethodType GETTER = MethodType.genericMethodType(1);

    private final Map<Accessor, MethodHandle> getters = new EnumMap<>(Accessor.class);
    private final MethodHandle attribute;
    private final MethodHandle field;

    private JettyApi(Family family, ClassLoader loader) throws ReflectiveOperationException {
        for (Accessor accessor : Accessor.values()) {
            if (accessor.isOf(family) && accessor.arguments() == 0) {
                getters.put(accessor, find(accessor, family, loader).asType(GETTER));
            }
        }
        attribute = find(Accessor.SET_ATTRIBUTE, family, loader)
                .asType(MethodType.methodType(Object.class, Object.class, String.class, Object.class));
        field = find(Accessor.FIELD, family, loader)
                .asType(MethodType.methodType(String.class, Object.class, String.class));
    }

    /** The client that {@code loader} has; the weaver found one there before. */
    static JettyApi of(ClassLoader loader) throws ReflectiveOperationException {
        for (Family family : Family.values()) {
            String type = Accessor.REQUEST_METHOD.type(family);
            if (loader.getResource(type.replace('.', '/') + ".class") != null) {
                return new JettyApi(family, loader);
            }
        }
        throw new ClassNotFoundException("Jetty's client");
    }

    private static MethodHandle find(Accessor accessor, Family family, ClassLoader loader)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(accessor.type(family), false, loader);
        Method found = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(accessor.method())
                        && method.getParameterCount() == accessor.arguments()
                        && takesNames(method))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type + "." + accessor.method()));
        return MethodHandles.publicLookup().unreflect(found);
    }

    /** {@code HttpFields.get} is also there for an enum. */
    private static boolean takesNames(Method method) {
        return Arrays.stream(method.getParameterTypes()).allMatch(type -> type == String.class || type == Object.class);
    }

    /** What the getter returns of {@code of}. */
    @Nullable Object get(Accessor getter, Object of) throws Throwable {
        MethodHandle handle = getters.get(getter);
        return handle == null ? null : (Object) handle.invokeExact(of);
    }

    /** Sets an attribute of a request. Only while it is not on its way: the map is a plain one. */
    void attribute(Object request, String name, Object value) throws Throwable {
        Object ignored = (Object) attribute.invokeExact(request, name, value);
    }

    /** The value of a header, or null. */
    @Nullable String field(Object headers, String name) {
        try {
            return (String) field.invokeExact(headers, name);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
